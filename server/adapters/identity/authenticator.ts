import { createHash } from "node:crypto";
import type { Actor } from "@/server/domain/access/actor";
import type { Authenticated, Authenticator, Credentials } from "@/server/ports/authenticator";
import type { AccountStore } from "@/server/ports/catalog-store";
import type { SessionStore } from "@/server/ports/session-store";
import { CallerCache } from "./caller-cache";
import { authCookies, cookieValue } from "./cookie-names";
import { sessionCookieReader } from "./session-cookie";

const tokenPattern = /^Bearer ((?:pat|svc)_[A-Za-z0-9_-]{20,200})$/;

export interface AuthenticatorPorts {
  sessions: SessionStore;
  accounts: AccountStore;
  secret: string;
  origin: string;
  now(): number;
}

/** Who a caller is, without what belongs to one request. */
type Known = Omit<Authenticated, "actor"> & { actor: Omit<Actor, "requestId" | "ip"> };

function findToken(
  { sessions, accounts }: AuthenticatorPorts,
  token: string,
): () => Promise<Known | undefined> {
  return async () => {
    const grant = await sessions.byTokenHash(createHash("sha256").update(token).digest());
    const grants = grant && (await accounts.grants(grant.owner));
    if (!grant || !grants) return undefined;
    const { prefix, scopes, services } = grant;
    return {
      actor: { ...grants, token: { prefix, scopes, services }, via: "api" },
      means: "token",
      session: prefix,
    };
  };
}

function findSession(
  { sessions, accounts }: AuthenticatorPorts,
  sid: string,
): () => Promise<Known | undefined> {
  return async () => {
    const session = await sessions.bySid(sid);
    const grants = session && (await accounts.grants(session.account));
    if (!grants) return undefined;
    const authenticatedAt = session.authenticatedAt.getTime();
    return {
      actor: { ...grants, token: null, authenticatedAt, via: "ui" },
      means: "cookie",
      session: sid,
    };
  };
}

/**
 * Identifies callers by bearer token or session cookie; a token, when sent, decides alone. Reads are answered from memory for
 * 15 s; a change (`fresh`) always asks Postgres, so that a revoked session or grant changes nothing any more.
 */
export function createAuthenticator(ports: AuthenticatorPorts): Authenticator & { forget(): void } {
  const names = authCookies(ports.origin);
  const sidOf = sessionCookieReader(ports.secret);
  const cache = new CallerCache<Known>(ports.now);

  async function known({ authorization, cookie, fresh }: Credentials): Promise<Known | undefined> {
    if (authorization !== undefined) {
      const token = tokenPattern.exec(authorization)?.[1];
      return token === undefined ? undefined : cache.get(`token ${token}`, fresh, findToken(ports, token));
    }
    const value = cookieValue(cookie, names.session);
    const sid = value === undefined ? undefined : await sidOf(value);
    return sid === undefined ? undefined : cache.get(`session ${sid}`, fresh, findSession(ports, sid));
  }

  return {
    cookieNames: [names.session],
    forget: () => cache.forget(),
    async identify(credentials) {
      const caller = await known(credentials);
      const { requestId, ip } = credentials;
      return caller && { ...caller, actor: { ...caller.actor, requestId, ip } };
    },
    async end(session) {
      cache.forget();
      await ports.sessions.revoke(session);
    },
  };
}
