import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import NextAuth from "next-auth";
import type { Me } from "@/contracts/me";
import { authOptions } from "@/server/adapters/identity/auth-options";
import { authCookies } from "@/server/adapters/identity/cookie-names";
import { csrfTokenOf } from "@/server/adapters/identity/csrf-token";
import { safePath } from "@/server/adapters/identity/safe-path";
import type { SignInPerson } from "@/server/ports/session-store";
import { webDoor } from "./web-door";

/** What a page reads with. */
export interface PageContext {
  /**
   * Reads an API path in this process, as the person who looks. Leads to the sign-in page when there is nobody, to "not found"
   * when there is nothing; undefined when it cannot be read now, so that the browser tries itself.
   */
  read(path: string): Promise<unknown>;
  /** The person who looks; undefined only while Postgres is away. */
  me(): Promise<Me | undefined>;
  /** The environment that this person used last, else the last one of the organization's order. */
  defaultEnvironment: string;
  /** Nonce of this page's content security policy. */
  nonce: string | undefined;
}

async function readPath(path: string): Promise<unknown> {
  const sent = await headers();
  const door = webDoor();
  const request = new Request(new URL(path, door.identity.origin), {
    headers: { cookie: sent.get("cookie") ?? "" },
  });
  const response = await door.api(request);
  if (response.ok) return response.json();
  if (response.status === 401)
    redirect(`/signin?from=${encodeURIComponent(sent.get("x-switchyard-path") ?? "/")}`);
  if (response.status === 404) notFound();
  return undefined;
}

/** The door from a page to the running program. */
export async function pageContext(): Promise<PageContext> {
  const door = webDoor();
  const environments = door.environments();
  const remembered = (await cookies()).get("environment")?.value;
  const known = remembered !== undefined && environments.includes(remembered);
  return {
    read: readPath,
    me: async () => (await readPath("/api/v1/me")) as Me | undefined,
    defaultEnvironment: known ? remembered : (environments.at(-1) ?? "production"),
    nonce: (await headers()).get("x-nonce") ?? undefined,
  };
}

/** Everything of the sign-in page. */
export interface SignInContext {
  organization: string;
  version: string;
  sandbox: boolean;
  oidc: boolean;
  /** For the hidden field of a plain form. */
  csrfToken: string;
  /** Where to go afterwards; always a path of this site. */
  callbackUrl: string;
  people: readonly SignInPerson[];
}

/** People of the sandbox: the demo's six by default, every account that contains `query` otherwise. */
async function peopleOf(query: string): Promise<readonly SignInPerson[]> {
  const { sessions, personas } = webDoor();
  if (query !== "") return sessions.people(query, 60);
  const all = await sessions.people("", 500);
  return personas.flatMap((name) => all.filter((person) => person.name === name));
}

/** What `/signin` shows. Nobody is in the list while Postgres is away, or outside of a sandbox. */
export async function signInContext(input: {
  from: string | undefined;
  query: string;
}): Promise<SignInContext> {
  const { identity, organization, version } = webDoor();
  const jar = await cookies();
  const sent = await headers();
  const csrf = jar.get(authCookies(identity.origin).csrf)?.value ?? sent.get("x-switchyard-csrf") ?? "";
  return {
    organization: await organization(),
    version,
    sandbox: identity.sandbox,
    oidc: identity.oidc !== undefined,
    csrfToken: csrfTokenOf(csrf),
    callbackUrl: safePath(input.from, identity.origin),
    people: identity.sandbox ? await peopleOf(input.query).catch(() => []) : [],
  };
}

type AuthRoute = (
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
) => Promise<Response>;

/** next-auth's handler for `/api/auth/**`. */
export const answerAuth: AuthRoute = async (request, context) => {
  const { identity, sessions } = webDoor();
  const answer: unknown = await NextAuth(request as never, context as never, authOptions(identity, sessions));
  return answer as Response;
};
