import { decode } from "next-auth/jwt";

const MOST_REMEMBERED = 2000;

/**
 * Reads the session id out of the encrypted cookie. Decrypting is remembered per cookie, because every request brings the
 * same one; whether the session still lives is asked elsewhere, each time.
 */
export function sessionCookieReader(secret: string): (cookie: string) => Promise<string | undefined> {
  const known = new Map<string, string | undefined>();
  return async (cookie) => {
    if (known.has(cookie)) return known.get(cookie);
    const claims = await decode({ token: cookie, secret }).catch(() => null);
    const sid = typeof claims?.["sid"] === "string" ? claims["sid"] : undefined;
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(cookie, sid);
    return sid;
  };
}
