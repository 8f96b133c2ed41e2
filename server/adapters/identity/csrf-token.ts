import { createHash, randomBytes } from "node:crypto";

/**
 * A fresh value of next-auth's CSRF cookie: token and proof, so that a plain form can carry the token without any script.
 * The form is next-auth's own (token, bar, SHA-256 of token and secret).
 */
export function newCsrfCookie(secret: string): string {
  const token = randomBytes(32).toString("hex");
  return `${token}|${createHash("sha256").update(`${token}${secret}`).digest("hex")}`;
}

/** The token that a form must repeat. */
export function csrfTokenOf(cookie: string): string {
  return cookie.split("|")[0] ?? "";
}
