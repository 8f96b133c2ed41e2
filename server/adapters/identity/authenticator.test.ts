import { createHash } from "node:crypto";
import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, test } from "vitest";
import type { AccountStore } from "@/server/ports/catalog-store";
import type { SessionStore } from "@/server/ports/session-store";
import { createAuthenticator } from "./authenticator";

const secret = "a secret of the tests, long enough for everything";
const token = "svc_0123456789abcdef_0123456789abcdef";
const tokenHash = createHash("sha256").update(token).digest("hex");

let time: number;
let asked: number;
let alive: boolean;
let away: boolean;
let cookie: string;

const answer = <T>(value: T): T => {
  asked++;
  if (away) throw new Error("ECONNREFUSED");
  return value;
};
const sessions = {
  bySid: async (sid: string) =>
    answer(
      alive && sid === "sid-1"
        ? { sid, account: "payment-dev-1", authenticatedAt: new Date(1_800_000_000_000) }
        : undefined,
    ),
  byTokenHash: async (hash: Buffer) =>
    answer(
      hash.toString("hex") === tokenHash
        ? { prefix: "svc_0123", owner: "ci-bot", kind: "service", scopes: ["read"], services: ["*"] }
        : undefined,
    ),
  revoke: async () => {
    alive = false;
  },
} as unknown as SessionStore;
const accounts: AccountStore = {
  grants: async (account) => ({ account, kind: "human", roles: [], memberships: [], responsible: null }),
};

const authenticator = () =>
  createAuthenticator({ sessions, accounts, secret, origin: "http://localhost:3000", now: () => time });
const request = (more: object = {}) => ({
  cookie,
  authorization: undefined,
  requestId: "r-1",
  ip: "127.0.0.1",
  fresh: false,
  ...more,
});

beforeEach(async () => {
  time = 0;
  asked = 0;
  alive = true;
  away = false;
  cookie = `theme=dark; switchyard.session=${await encode({ token: { sid: "sid-1" }, secret })}`;
});

describe("who a request is from", () => {
  test("a session cookie: the person, in a browser", async () => {
    expect(await authenticator().identify(request())).toMatchObject({
      means: "cookie",
      session: "sid-1",
      actor: {
        account: "payment-dev-1",
        authenticatedAt: 1_800_000_000_000,
        via: "ui",
        token: null,
        requestId: "r-1",
        ip: "127.0.0.1",
      },
    });
  });

  test("a bearer token decides alone, even beside a cookie", async () => {
    const caller = await authenticator().identify(request({ authorization: `Bearer ${token}` }));
    expect(caller).toMatchObject({
      means: "token",
      actor: { account: "ci-bot", via: "api", token: { scopes: ["read"] } },
    });
    expect(
      await authenticator().identify(request({ authorization: "Bearer svc_unknown_0123456789abcdef" })),
    ).toBeUndefined();
    expect(await authenticator().identify(request({ authorization: "Basic eDp5" }))).toBeUndefined();
  });

  test.each([
    ["no cookie", undefined],
    ["a cookie that is no token of ours", "switchyard.session=eyJhbGciOiJub25lIn0.e30."],
  ])("%s: nobody", async (_what, sent) => {
    expect(await authenticator().identify(request({ cookie: sent }))).toBeUndefined();
  });
});

describe("what is remembered", () => {
  test("a read asks Postgres once in 15 s, a change each time", async () => {
    const { identify } = authenticator();
    await identify(request());
    await identify(request());
    expect(asked).toBe(1);
    await identify(request({ fresh: true }));
    expect(asked).toBe(2);
    time += 15_001;
    await identify(request());
    expect(asked).toBe(3);
  });

  test("signing out here is over at once; signing out elsewhere with the next word of the feed", async () => {
    const here = authenticator();
    const elsewhere = authenticator();
    await Promise.all([here.identify(request()), elsewhere.identify(request())]);
    await here.end("sid-1");
    expect(await here.identify(request())).toBeUndefined();
    elsewhere.forget();
    expect(await elsewhere.identify(request())).toBeUndefined();
  });

  test("while Postgres is away, reads of known people go on for ten minutes; changes do not", async () => {
    const { identify } = authenticator();
    await identify(request());
    away = true;
    time += 60_000;
    expect(await identify(request())).toMatchObject({ session: "sid-1" });
    await expect(identify(request({ fresh: true }))).rejects.toThrow("ECONNREFUSED");
    time += 600_000;
    await expect(identify(request())).rejects.toThrow("ECONNREFUSED");
  });
});
