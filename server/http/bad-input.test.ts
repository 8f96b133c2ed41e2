import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Problem, problemSchema } from "@/contracts/problem";
import { fakeHttp, fromOurPage } from "@/server/testing/http-ports";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";
import { type Api, makeApi } from "./app";
import { openApiDocument } from "./core/openapi";
import { textRoutes } from "./record/text-routes";
import { routes } from "./routes";

/*
 * Every operation of the OpenAPI document with everything that may be wrong with a request, on the real operations and a real
 * Postgres: always a problem with a code and a sentence, never 500, and nothing changes.
 */

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
}
interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: unknown;
}
interface Case {
  name: string;
  method: string;
  path: string;
  operation: Operation;
}

const document = openApiDocument(routes, textRoutes) as { paths: Record<string, Record<string, Operation>> };
const streams = ["openStream", "readPodLogs"];
const cases: Case[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    operation,
  })),
);
const json = cases.filter(({ operation }) => !streams.includes(operation.operationId));
const changes = json.filter(({ operation }) => operation.requestBody !== undefined);

const order = { service: "payment-history-api", environment: "beta", version: "1.23.0-b313-8367ed9" };
const decision = { planHash: "0".repeat(64), comment: "no" };
const build = {
  service: "payment-history-api",
  number: 999,
  branch: "release/9.9",
  commit: "8367ed9".padEnd(40, "0"),
  tag: "9.9.9-b999-8367ed9",
};
const campaign = {
  title: "Night coupon",
  channel: "oa-push",
  environment: "production",
  zone: "Asia/Taipei",
  startLocal: "2030-11-27T18:30",
  durationSeconds: 3600,
  targets: [{ service: "promotion-campaign-web", floor: 24 }],
};
/** A body that the schema takes, by operation. */
const bodies: Readonly<Record<string, Record<string, unknown>>> = {
  createPlan: order,
  requestDeployment: order,
  registerBuild: build,
  changeDeploymentPlan: { config: 3, reason: "because" },
  endSession: {},
  stageConfig: { edits: [{ key: "LOG_LEVEL", value: "DEBUG" }] },
  importConfig: { format: "env", text: "LOG_LEVEL=DEBUG" },
  writeConfigDocument: { text: "LOG_LEVEL: DEBUG" },
  discardConfigEdits: { keys: ["LOG_LEVEL"] },
  chooseConfigEdit: { key: "LOG_LEVEL", account: "payment-dev-1" },
  saveConfig: { message: "because", base: 1 },
  saveBaseConfig: { message: "because", base: 0, edits: [{ key: "A", value: "1" }] },
  adoptConfigDrift: { message: "because" },
  revertConfigDrift: { message: "because" },
  restoreConfig: { version: 1, message: "because" },
  restoreBaseConfig: { version: 1, message: "because" },
  markConfigKeySafe: { key: "LOG_LEVEL", reason: "because" },
  changeScaling: {
    min: 2,
    max: 3,
    targetCpuPercent: 50,
    scaleDownSeconds: 300,
    version: 1,
    reason: "because",
  },
  createCampaign: campaign,
  planCampaign: campaign,
  editCampaign: { ...campaign, version: 1, reason: "because" },
  confirmCampaignTarget: {},
  approveScaling: { comment: "no" },
  rejectScaling: { comment: "no" },
  withdrawScaling: { comment: "no" },
  raiseFloor: { value: 3, until: "2026-01-01T00:00:00Z", reason: "because" },
  approveDeployment: decision,
  rejectDeployment: decision,
};
const bodyOf = ({ operation }: Case) => bodies[operation.operationId] ?? { reason: "because" };

const oddTexts = [
  "UPPER",
  "'; drop table deployment; --",
  "../../etc/passwd",
  "-".repeat(36),
  "0",
  "-1",
  "99999999999999999999999",
  "2026-99-99",
  "\u0000",
  "a\u0000b",
  "💩",
  "x".repeat(5_000),
];
const wrongValues: readonly unknown[] = [null, 1.5, -1, [], {}, true, "\u0000", "\ud800", "x".repeat(5_000)];

let world: OperationsWorld;
let api: Api;
let known: string;
beforeAll(async () => {
  world = await operationsWorld();
  known = await world.deployment("payment-refund-api", "production", "awaiting_approval");
  const { ports, time } = fakeHttp();
  const actor = await world.actor("payment-dev-1");
  const { identify } = ports.authenticator;
  ports.authenticator.identify = async (credentials) => {
    time.now += 60_000;
    const caller = await identify(credentials);
    return caller && { ...caller, actor };
  };
  ports.operations = world.operations;
  ports.log.error = ({ err }: { err?: unknown }) => {
    throw err;
  };
  api = makeApi({ ...ports, checkAnswers: true });
}, 90_000);
afterAll(() => world.close());

const filled = (path: string, change: Readonly<Record<string, string>> = {}): string => {
  const values: Record<string, string> = {
    id: known,
    name: "payment-history-api",
    service: "payment-history-api",
    env: "beta",
    pod: "payment-history-api-blue-1",
    slug: "oa-push-spring-coupon",
    ...change,
  };
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(values[name] ?? ""));
};

interface Sent {
  query?: string;
  params?: Record<string, string>;
  headers?: Record<string, string | undefined>;
  body?: string;
}

async function send(each: Case, { query = "", params, headers, body }: Sent): Promise<Response> {
  const sent = Object.entries({ ...fromOurPage, ...headers }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const isRead = each.method === "GET";
  return api.request(filled(each.path, params) + query, {
    method: each.method,
    headers: sent,
    ...(isRead ? {} : { body: body ?? JSON.stringify(bodyOf(each)) }),
  });
}

/** The problem of an answer; a failure of ours, or a refusal that is not a problem, fails the test. */
async function problemOf(response: Response, what: string): Promise<Problem | null> {
  expect(response.status, what).toBeLessThan(500);
  if (response.status < 400) return null;
  expect(response.headers.get("content-type"), what).toBe("application/problem+json");
  const problem = problemSchema.parse(await response.json());
  expect(problem.detail, what).not.toBe("");
  expect(problem.detail, what).not.toMatch(/ at \/|syntax|select |ECONN|\[object/);
  return problem;
}

async function refused(each: Case, sent: Sent, what: string): Promise<Problem> {
  const problem = await problemOf(await send(each, sent), `${each.name}: ${what}`);
  if (problem === null) throw new Error(`${each.name} took ${what}`);
  return problem;
}

const written = async () =>
  Promise.all(
    (["deployment", "approval", "audit_event", "build"] as const).map((table) => world.rows(table)),
  );

describe.each(json.map((each) => [each.name, each] as const))("%s", (_name, each) => {
  test("is for nobody without a credential that is known", async () => {
    for (const [what, headers] of [
      ["nothing", { cookie: undefined }],
      ["a foreign token", { cookie: undefined, authorization: "Bearer svc_bad" }],
      ["an endless token", { cookie: undefined, authorization: `Bearer ${"x".repeat(5_000)}` }],
      ["another scheme", { cookie: undefined, authorization: "Basic cGF5bWVudA==" }],
      ["a foreign cookie", { cookie: "switchyard.session=e30.e30.e30" }],
    ] as const)
      expect((await refused(each, { headers }, what)).code).toBe("unauthenticated");
  });

  test("survives odd parameters", async () => {
    const parameters = each.operation.parameters ?? [];
    for (const parameter of parameters) {
      for (const text of oddTexts) {
        const what = `${parameter.name}=${JSON.stringify(text.slice(0, 40))}`;
        if (parameter.in === "path") await refused(each, { params: { [parameter.name]: text } }, what);
        if (parameter.in === "query") {
          const query = `?${parameter.name}=${encodeURIComponent(text)}`;
          await problemOf(await send(each, { query }), `${each.name}: ${what}`);
        }
      }
    }
  });
});

describe.each(changes.map((each) => [each.name, each] as const))("the body of %s", (_name, each) => {
  test("of another type, broken, too large or too deep is refused, and nothing is written", async () => {
    const before = await written();
    for (const [what, sent] of [
      ["text/plain", { headers: { "content-type": "text/plain" } }],
      ["a form", { headers: { "content-type": "application/x-www-form-urlencoded" } }],
      ["no content type", { headers: { "content-type": undefined } }],
      ["a compressed body", { headers: { "content-encoding": "br" } }],
      ["a short key", { headers: { "idempotency-key": "1" } }],
      ["an If-Match that is no version", { headers: { "if-match": "latest" } }],
      ["broken JSON", { body: '{"reason": ' }],
      ["an array", { body: "[]" }],
      ["null", { body: "null" }],
      ["a text", { body: '"abort"' }],
      ["300 KB", { body: JSON.stringify({ ...bodyOf(each), reason: "x".repeat(300_000) }) }],
      ["65 levels", { body: `{"reason":${"[".repeat(65)}${"]".repeat(65)}}` }],
      ["an unknown field", { body: JSON.stringify({ ...bodyOf(each), sudo: true }) }],
      ["a prototype", { body: '{"__proto__":{"allowed":true}}' }],
    ] as const)
      expect((await refused(each, sent, what)).code, `${each.name}: ${what}`).toBe("invalid_input");
    expect(await written()).toEqual(before);
  });

  test("with a wrong value names the field, and nothing is written", async () => {
    const before = await written();
    for (const field of Object.keys(bodyOf(each))) {
      for (const value of wrongValues) {
        const what = `${field}: ${JSON.stringify(value).slice(0, 40)}`;
        const problem = await refused(
          each,
          { body: JSON.stringify({ ...bodyOf(each), [field]: value }) },
          what,
        );
        if (typeof value !== "string") {
          expect(problem.code, what).toBe("invalid_input");
          expect(
            problem.errors?.map(({ path }) => path),
            what,
          ).toContain(field);
        }
      }
    }
    expect(await written()).toEqual(before);
  });
});

describe.each(
  cases
    .filter(({ operation }) => streams.includes(operation.operationId))
    .map((each) => [each.name, each] as const),
)("%s", (_name, each) => {
  test("refuses foreign credentials and odd parameters with a problem", async () => {
    const foreign = { cookie: undefined, authorization: "Bearer svc_bad" };
    expect((await refused(each, { headers: foreign }, "a foreign token")).code).toBe("unauthenticated");
    for (const { name, in: place } of each.operation.parameters ?? []) {
      for (const text of oddTexts) {
        const sent =
          place === "path" ? { params: { [name]: text } } : { query: `?${name}=${encodeURIComponent(text)}` };
        const response = await send(each, sent);
        const { code } = problemSchema.parse(await response.json());
        // The fake opens no stream: what gets that far is told that there is no room.
        expect(["invalid_input", "not_found", "unavailable"], `${name}=${text.slice(0, 40)}`).toContain(code);
      }
    }
  });
});

test("after all of that the API still answers", async () => {
  const response = await api.request("/api/v1/me", { headers: { cookie: "person" } });
  expect(response.status).toBe(200);
});
