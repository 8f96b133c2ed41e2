import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import type { SessionStore } from "@/server/ports/session-store";
import { companyProvider, companySubject, type OidcClient } from "./company-provider";
import { authCookies } from "./cookie-names";
import { safePath } from "./safe-path";

/** Longest life of a sign-in, in seconds; the session row has the same limit and can end it earlier. */
const maxAge = 12 * 3600;

export interface IdentitySettings {
  origin: string;
  secret: string;
  sandbox: boolean;
  oidc: OidcClient | undefined;
}

/** "Sign in as" of the sandbox: the name is enough. Never offered beside an identity provider. */
function sandboxProvider(sessions: SessionStore) {
  return credentials({
    id: "sandbox",
    name: "Sandbox",
    credentials: { account: { label: "Account", type: "text" } },
    async authorize(sent) {
      const name = sent?.account ?? "";
      // What went wrong inside is never put into an address.
      const people = await sessions.people(name, 200).catch(() => {
        throw new Error("Callback");
      });
      return people.some((person) => person.name === name) ? { id: name, name } : null;
    },
  });
}

/**
 * next-auth without tables: an encrypted cookie that names a session row, and nothing else. Roles and groups are never in it.
 * Every provider but the two below is off, so are e-mail and account linking.
 */
export function authOptions(settings: IdentitySettings, sessions: SessionStore): NextAuthOptions {
  const names = authCookies(settings.origin);
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure: names.secure } as const;
  /** The account behind a sign-in; undefined when the company's person has none. */
  const accountOf = async (provider: string, user: string): Promise<string | undefined> => {
    if (provider === "sandbox") return user;
    return settings.oidc && sessions.accountOf(companySubject(settings.oidc.issuer, user));
  };
  return {
    secret: settings.secret,
    session: { strategy: "jwt", maxAge },
    pages: { signIn: "/signin", error: "/signin" },
    providers: [
      ...(settings.sandbox ? [sandboxProvider(sessions)] : []),
      ...(settings.oidc ? [companyProvider(settings.oidc)] : []),
    ],
    cookies: {
      sessionToken: { name: names.session, options },
      csrfToken: { name: names.csrf, options },
      callbackUrl: { name: names.callbackUrl, options },
    },
    callbacks: {
      redirect: ({ url }) => `${settings.origin}${safePath(url, settings.origin)}`,
      async signIn({ account, user }) {
        const known = account && (await accountOf(account.provider, user.id));
        return known ? true : "/signin?error=NotLinked";
      },
      async jwt({ token, user, account }) {
        if (!account) return { sid: token["sid"] };
        const name = await accountOf(account.provider, user.id);
        const session =
          name && (await sessions.open(name, account.provider === "sandbox" ? "sandbox" : "oidc"));
        if (!session) throw new Error("The account is disabled or unknown.");
        return { sid: session.sid };
      },
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      async signOut({ token }) {
        const sid = token?.["sid"];
        if (typeof sid === "string") await sessions.revoke(sid);
      },
    },
  };
}
