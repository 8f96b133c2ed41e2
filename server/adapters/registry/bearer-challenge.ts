/** Where a registry sends anonymous readers for a token. */
export interface BearerChallenge {
  realm: string;
  service: string | undefined;
  scope: string | undefined;
}

/** Reads a `WWW-Authenticate: Bearer ...` header; null when it asks for anything else. */
export function bearerChallenge(header: string | null): BearerChallenge | null {
  if (!header || !/^bearer\s/i.test(header)) return null;
  const parameters = new Map<string, string>();
  for (const [, name, value] of header.matchAll(/([a-z_]+)="([^"]*)"/gi)) {
    if (name && value !== undefined) parameters.set(name.toLowerCase(), value);
  }
  const realm = parameters.get("realm");
  if (!realm || !URL.canParse(realm)) return null;
  return { realm, service: parameters.get("service"), scope: parameters.get("scope") };
}
