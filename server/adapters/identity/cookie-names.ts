/** Names and flags of next-auth's cookies. On https the `__Host-` prefix binds them to this host and to `/`. */
export interface AuthCookies {
  secure: boolean;
  session: string;
  csrf: string;
  callbackUrl: string;
}

/** The cookies of an installation with this public origin. */
export function authCookies(origin: string): AuthCookies {
  const secure = origin.startsWith("https://");
  const name = (short: string): string => `${secure ? "__Host-" : ""}switchyard.${short}`;
  return { secure, session: name("session"), csrf: name("csrf"), callbackUrl: name("callback") };
}

/** Value of one cookie in a `Cookie` header. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=");
    if (part.slice(0, at).trim() === name) return decodeURIComponent(part.slice(at + 1).trim());
  }
  return undefined;
}
