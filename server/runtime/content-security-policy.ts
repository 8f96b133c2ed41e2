/** What the policy of one page depends on. */
export interface PolicyInput {
  /** 128 random bits, fresh for every page. */
  nonce: string;
  /** Origin of the identity provider that a sign-in form leads to. */
  formOrigin?: string | undefined;
  /** Development: React's error pages need eval, its tools inline styles, reload a socket. */
  dev: boolean;
}

/** The content security policy of a page. Written once; `docs/security.md` explains each part. */
export function contentSecurityPolicy({ nonce, formOrigin, dev }: PolicyInput): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    `form-action 'self'${formOrigin ? ` ${formOrigin}` : ""}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}
