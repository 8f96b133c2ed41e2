import { beforeEach, describe, expect, test } from "vitest";
import type { Problem } from "@/contracts/problem";
import { OperationRefused } from "@/server/operations/operation-refused";
import { type FakeHttp, fakeHttp, fromOurPage } from "@/server/testing/http-ports";
import { type Api, makeApi } from "./app";
import { routes } from "./routes";

const id = "01a20504-811b-7043-a084-fe7a171f9204";
const order = { service: "payment-history-api", environment: "beta", version: "1.23.0-b313-8367ed9" };

let fake: FakeHttp;
let api: Api;
beforeEach(() => {
  fake = fakeHttp();
  api = makeApi(fake.ports);
});

const post = (path: string, headers: Record<string, string>, body: unknown = {}) =>
  api.request(path, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;

/** Path with something in the place of its parameters. */
const filled = (path: string): string =>
  `/api/v1${path.replace("{id}", id).replace("{name}", "payment-history-api").replace("{env}", "production")}`;

describe("every endpoint", () => {
  test.each(routes.map((route) => [route.method.toUpperCase(), route.path, route] as const))(
    "%s %s lets nobody in without a sign-in or a token",
    async (method, path) => {
      const headers = { "content-type": "application/json", "idempotency-key": "0123456789abcdef" };
      const response = await api.request(
        filled(path),
        method === "GET" ? {} : { method, headers, body: "{}" },
      );
      expect(response.status).toBe(401);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(await problemOf(response)).toMatchObject({ code: "unauthenticated", requestId: "request-1" });
      expect(fake.calls).toEqual([]);
    },
  );

  test("ids of operations are unique, and reads only read", () => {
    const ids = routes.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const route of routes)
      if (route.method === "get") expect(route.operationId).toMatch(/^(get|list|search|compare)/);
  });

  test("answers are private, sniff-proof, framed by nobody and carry the request id", async () => {
    const response = await api.request("/api/v1/environments", {
      headers: { cookie: "person", "x-request-id": "from-the-caller" },
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-request-id": "from-the-caller",
    });
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
  });

  test("a path that does not exist is a problem too", async () => {
    const response = await api.request("/api/v1/nothing");
    expect(response.status).toBe(404);
    expect(await problemOf(response)).toMatchObject({ code: "not_found" });
  });
});

describe("a change of another site", () => {
  test.each<[string, Record<string, string | undefined>]>([
    ["without an Origin", { origin: undefined }],
    ["with Origin null", { origin: "null" }],
    ["with another Origin", { origin: "https://evil.example" }],
    [
      "with another Origin that the proxy repeats",
      { origin: "https://evil.example", "x-forwarded-host": "evil.example", host: "evil.example" },
    ],
    ["that the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
    ["without our header", { "x-switchyard": undefined }],
  ])("%s changes nothing", async (_what, change) => {
    const headers = Object.entries({ ...fromOurPage, ...change }).flatMap(
      ([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]),
    );
    for (const route of routes.filter(({ method }) => method !== "get")) {
      const response = await api.request(filled(route.path), {
        method: route.method.toUpperCase(),
        headers,
        body: "{}",
      });
      expect(response.status, route.operationId).toBe(403);
    }
    expect(fake.calls).toEqual([]);
    expect(fake.ended).toEqual([]);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json, text/plain",
  ])("as %s changes nothing", async (type) => {
    const response = await post("/api/v1/plans", { ...fromOurPage, "content-type": type }, order);
    expect(response.status).toBe(422);
    expect(fake.calls).toEqual([]);
  });

  test("a token needs no Origin: no browser adds one by itself", async () => {
    const headers = {
      authorization: "Bearer svc_good",
      "content-type": "application/json",
      "idempotency-key": "0123456789abcdef",
    };
    expect((await post("/api/v1/deployments", headers, order)).status).toBe(201);
    expect(fake.calls).toMatchObject([{ name: "deployments.request", account: "ci-bot" }]);
  });
});

describe("bodies", () => {
  test.each<[string, string, RegExp]>([
    ["more than 256 KiB", JSON.stringify({ ...order, reason: "x".repeat(300_000) }), /larger than 256 KiB/],
    ["nesting beyond 64", `${"[".repeat(65)}${"]".repeat(65)}`, /deeper than 64/],
    ["no JSON", "{", /not valid JSON/],
    ["an unknown field", JSON.stringify({ ...order, sudo: true }), /sudo|[Uu]nrecognized/],
    ["a missing field", JSON.stringify({ service: "a" }), /environment/],
  ])("%s is refused", async (_what, body, sentence) => {
    const response = await post("/api/v1/plans", fromOurPage, body);
    expect(response.status).toBe(422);
    expect((await problemOf(response)).detail).toMatch(sentence);
    expect(fake.calls).toEqual([]);
  });

  test("a compressed body is refused", async () => {
    expect((await post("/api/v1/plans", { ...fromOurPage, "content-encoding": "gzip" }, order)).status).toBe(
      422,
    );
  });

  test("brackets inside of strings do not nest", async () => {
    expect(
      (await post("/api/v1/deployments", fromOurPage, { ...order, reason: "[".repeat(100) })).status,
    ).toBe(201);
  });
});

describe("what an operation gets and says", () => {
  test("a deployment needs an idempotency key, and it reaches the operation", async () => {
    const { "idempotency-key": _key, ...without } = fromOurPage;
    expect((await post("/api/v1/deployments", without, order)).status).toBe(422);
    await post("/api/v1/deployments", fromOurPage, order);
    expect(fake.calls).toMatchObject([
      {
        name: "deployments.request",
        input: { idempotencyKey: "0123456789abcdef", body: { ...order, queue: false } },
      },
    ]);
  });

  test.each([
    ["promote", "promote"],
    ["abort", "abort"],
    ["switch-back", "switchBack"],
    ["rollback", "rollback"],
    ["retry", "retry"],
    ["finish", "finish"],
    ["withdraw", "withdraw"],
  ])("POST %s runs the operation %s in the version of If-Match", async (segment, verb) => {
    expect(
      (await post(`/api/v1/deployments/${id}/${segment}`, { ...fromOurPage, "if-match": '"7"' })).status,
    ).toBe(200);
    expect(fake.calls).toMatchObject([{ name: `deployments.${verb}`, input: { id, body: { version: 7 } } }]);
  });

  test("a refusal is a problem with its code, sentence and who can lift it", async () => {
    fake.answer.next = () => {
      throw new OperationRefused({
        code: "four_eyes",
        reason: "You asked for it yourself.",
        whoCan: ["payment-lead"],
      });
    };
    const response = await post(`/api/v1/deployments/${id}/approve`, fromOurPage, { planHash: "h" });
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({
      code: "four_eyes",
      detail: "You asked for it yourself.",
      whoCan: ["payment-lead"],
    });
  });

  test("what broke inside stays inside", async () => {
    fake.answer.next = () => {
      throw new Error("select * from secrets; ECONNREFUSED at /srv/app");
    };
    const response = await api.request("/api/v1/me", { headers: { cookie: "person" } });
    expect(response.status).toBe(500);
    expect(await problemOf(response)).toMatchObject({ code: "internal", requestId: "request-1" });
  });

  test("while Postgres is away a failure says so and when to come back", async () => {
    fake.state.ready = false;
    fake.answer.next = () => {
      throw new Error("ECONNREFUSED");
    };
    const response = await api.request("/api/v1/me", { headers: { cookie: "person" } });
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
    expect((await api.request("/readyz")).status).toBe(503);
    expect((await api.request("/healthz")).status).toBe(200);
  });

  test("signing out ends the session and removes its cookie", async () => {
    const response = await api.request("/api/v1/session", {
      method: "DELETE",
      headers: fromOurPage,
      body: "{}",
    });
    expect(response.status).toBe(200);
    expect(fake.ended).toEqual(["sid-1"]);
    expect(response.headers.get("set-cookie")).toMatch(/^switchyard\.session=; Path=\/; Max-Age=0/);
  });
});

describe("reads of the fleet", () => {
  const read = (headers: Record<string, string> = {}, path = "/api/v1/services?env=production") =>
    api.request(path, { headers: { cookie: "person", ...headers } });

  test("carry an ETag; who has that version gets 304 without a body", async () => {
    const first = await read();
    expect([first.status, first.headers.get("etag")]).toEqual([200, '"v1"']);
    expect(await first.json()).toMatchObject({ environment: "production" });
    for (const known of ['"v1"', 'W/"v1"', '"v0", "v1"', "*"]) {
      const again = await read({ "if-none-match": known });
      expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", '"v1"']);
    }
    expect((await read({ "if-none-match": '"v0"' })).status).toBe(200);
  });

  test("are made once per version and query", async () => {
    let made = 0;
    const { rows } = fake.ports.fleet;
    fake.ports.fleet.rows = (environment) => {
      made += 1;
      return rows(environment);
    };
    for (let turn = 0; turn < 3; turn++) await read();
    expect(made).toBe(1);
    expect((await (await read({}, "/api/v1/services?view=matrix")).json()) as object).toHaveProperty(
      "environments",
    );
    fake.state.version = "v2";
    expect((await read({ "if-none-match": '"v1"' })).status).toBe(200);
    expect(made).toBe(2);
  });

  test("still ask who is there, and refuse a bad query", async () => {
    expect(
      (await api.request("/api/v1/services?env=production", { headers: { "if-none-match": '"v1"' } })).status,
    ).toBe(401);
    expect((await read({}, "/api/v1/services?env=UPPER")).status).toBe(422);
  });
});

describe("limits", () => {
  test("decisions: ten at once, then one each six seconds, per caller", async () => {
    const approve = () => post(`/api/v1/deployments/${id}/approve`, fromOurPage, { planHash: "h" });
    for (let turn = 0; turn < 10; turn++) expect((await approve()).status).toBe(200);
    const refused = await approve();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "6"]);
    fake.time.now += 6000;
    expect((await approve()).status).toBe(200);
  });

  test("while stopping, no stream is opened and connections are not kept", async () => {
    fake.state.draining = true;
    const stream = await api.request("/api/v1/stream?topics=me", { headers: { cookie: "person" } });
    expect([stream.status, stream.headers.get("retry-after"), stream.headers.get("connection")]).toEqual([
      503,
      "1",
      "close",
    ]);
    expect((await api.request("/readyz")).status).toBe(503);
  });

  test.each([
    "svc:UPPER",
    "rollout:1",
    "nothing",
    Array.from({ length: 41 }, (_, at) => `svc:e${at}`).join(),
  ])("a stream of %s is refused", async (topics) => {
    const response = await api.request(`/api/v1/stream?topics=${topics}`, { headers: { cookie: "person" } });
    expect(response.status).toBe(422);
  });
});
