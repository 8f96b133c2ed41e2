import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import NextAuth from "next-auth";
// @ts-expect-error the package has no types; the tests use two lines of it
import Provider from "oidc-provider";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Session, SessionStore } from "@/server/ports/session-store";
import { authOptions, type IdentitySettings } from "./auth-options";
import { csrfTokenOf, newCsrfCookie } from "./csrf-token";
import { sessionCookieReader } from "./session-cookie";

const origin = "http://localhost:3000";
const secret = "a secret of the tests, long enough for everything";
const session: Session = {
  sid: "sid-42",
  account: "payment-lead",
  authenticatedAt: new Date(),
  expiresAt: new Date(),
};

let provider: Server;
let issuer: string;

beforeAll(async () => {
  vi.spyOn(console, "info").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  provider = createServer();
  provider.listen(0, "127.0.0.1");
  await once(provider, "listening");
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const oidc = new Provider(issuer, {
    clients: [
      {
        client_id: "switchyard",
        client_secret: "client-secret",
        redirect_uris: [`${origin}/api/auth/callback/company`],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ["test"] },
  });
  provider.on("request", oidc.callback());
});
afterAll(async () => {
  provider.close();
  provider.closeAllConnections();
});

/** Cookies of one browser. */
class Jar {
  readonly #values = new Map<string, string>();

  set(name: string, value: string): void {
    this.#values.set(name, value);
  }

  keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      this.#values.set(name, decodeURIComponent(value));
    }
  }

  get header(): string {
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  get object(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }
}

/** Goes through the provider's own pages: sign in as `login`, consent; ends at our callback address. */
async function throughProvider(start: string, login: string): Promise<URL> {
  const jar = new Jar();
  let request: { url: string; form?: Record<string, string> } = { url: start };
  for (let step = 0; step < 20; step++) {
    if (request.url.startsWith(origin)) return new URL(request.url);
    const response = await fetch(request.url, {
      redirect: "manual",
      headers: { cookie: jar.header },
      ...(request.form && { method: "POST", body: new URLSearchParams(request.form) }),
    });
    jar.keep(response.headers);
    const location = response.headers.get("location");
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    const action = /action="([^"]+)"/.exec(page)?.[1];
    request = location
      ? { url: new URL(location, request.url).href }
      : {
          url: new URL(action ?? "", request.url).href,
          form: { prompt: prompt ?? "", login, password: "x" },
        };
  }
  throw new Error("The provider never led back.");
}

function scene(known: Record<string, string>) {
  const opened: string[] = [];
  const sessions = {
    accountOf: async (subject: string) => known[subject],
    open: async (account: string) => {
      opened.push(account);
      return session;
    },
  } as unknown as SessionStore;
  const settings: IdentitySettings = {
    origin,
    secret,
    sandbox: false,
    oidc: { issuer, clientId: "switchyard", clientSecret: "client-secret" },
  };
  const jar = new Jar();
  /** One request to next-auth's handler; answers where it leads. */
  const ask = async (
    path: string[],
    more: { body?: Record<string, string>; query?: Record<string, string> } = {},
  ) => {
    let redirect = "";
    const headers = new Headers();
    const response = {
      status: () => response,
      getHeader: () => headers.getSetCookie(),
      setHeader(name: string, value: string | string[]) {
        if (name === "Location") redirect = String(value);
        if (name !== "Set-Cookie") return response;
        headers.delete(name);
        for (const line of [value].flat()) headers.append(name, line);
        return response;
      },
      end: () => undefined,
      send: () => undefined,
    };
    const request = {
      method: more.body ? "POST" : "GET",
      query: { nextauth: path, ...more.query },
      body: more.body ?? {},
      cookies: jar.object,
      headers: {},
    };
    await NextAuth(request as never, response as never, authOptions(settings, sessions));
    jar.keep(headers);
    return { redirect };
  };
  return { ask, jar, opened };
}

async function signIn(login: string, known: Record<string, string>) {
  vi.stubEnv("NEXTAUTH_URL", origin);
  const { ask, jar, opened } = scene(known);
  const csrf = newCsrfCookie(secret);
  jar.set("switchyard.csrf", csrf);
  const start = await ask(["signin", "company"], {
    body: { csrfToken: csrfTokenOf(csrf), callbackUrl: "/r/1" },
  });
  const back = await throughProvider(start.redirect, login);
  const end = await ask(["callback", "company"], { query: Object.fromEntries(back.searchParams) });
  return { start: new URL(start.redirect), end, jar, opened };
}

describe("company sign-in", () => {
  test("asks with PKCE, state and nonce, and ends in a session of the linked account", async () => {
    const { start, end, jar, opened } = await signIn("42", { [`${issuer}#42`]: "payment-lead" });
    for (const name of ["code_challenge", "state", "nonce"])
      expect(start.searchParams.get(name)).toBeTruthy();
    expect(end.redirect).toBe(`${origin}/r/1`);
    expect(opened).toEqual(["payment-lead"]);
    const sidOf = sessionCookieReader(secret);
    expect(await sidOf(jar.object["switchyard.session"] ?? "")).toBe("sid-42");
  });

  test("somebody the company knows and we do not gets no session", async () => {
    const { end, jar, opened } = await signIn("43", { [`${issuer}#42`]: "payment-lead" });
    expect(end.redirect).toContain("error=NotLinked");
    expect(opened).toEqual([]);
    expect(jar.object["switchyard.session"]).toBeUndefined();
  });

  test("a cookie of another secret says nothing", async () => {
    const { jar } = await signIn("42", { [`${issuer}#42`]: "payment-lead" });
    const sidOf = sessionCookieReader("another secret of the tests, also long enough");
    expect(await sidOf(jar.object["switchyard.session"] ?? "")).toBeUndefined();
  });
});
