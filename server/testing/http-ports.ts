import type { HttpPorts } from "@/server/http/core/ports";
import { RateLimiter } from "@/server/http/core/rate-limit";
import type { Operations } from "@/server/operations";
import type { Authenticated } from "@/server/ports/authenticator";

/** One call that reached an operation. */
export interface OperationCall {
  name: string;
  account: string;
  input: unknown;
}

/** Ports of the API over fakes: what was called, who may come in, and what the clock says. */
export interface FakeHttp {
  ports: HttpPorts;
  calls: OperationCall[];
  /** What the next operation does; answers `{}` by default. */
  answer: { next: () => unknown };
  time: { now: number };
  state: { ready: boolean; draining: boolean; version: string };
  ended: string[];
}

type AnyActor = Authenticated["actor"];

const actor: AnyActor = {
  account: "payment-dev-1",
  kind: "human",
  roles: [],
  memberships: [],
  token: null,
  responsible: null,
  via: "ui",
  requestId: null,
  ip: null,
};

/** Every operation by its path, recording its call. */
function recordingOperations(fake: Pick<FakeHttp, "calls" | "answer">, path = ""): Operations {
  const target = async (by: AnyActor, input: unknown): Promise<unknown> => {
    fake.calls.push({ name: path, account: by.account, input });
    return fake.answer.next();
  };
  return new Proxy(target, {
    get: (_target, name) => recordingOperations(fake, path === "" ? String(name) : `${path}.${String(name)}`),
  }) as unknown as Operations;
}

/**
 * An API's ports for tests: cookie `person` is a session, bearer `svc_good` a token, everybody else is nobody.
 * Answers are not checked against their contracts, since the fake operations answer what the test says.
 */
export function fakeHttp(): FakeHttp {
  const calls: OperationCall[] = [];
  const answer = { next: (): unknown => ({}) };
  const time = { now: 0 };
  const state = { ready: true, draining: false, version: "v1" };
  const ended: string[] = [];
  const ports: HttpPorts = {
    operations: recordingOperations({ calls, answer }),
    fleet: {
      environments: () => [
        {
          name: "production",
          short: "prod",
          order: 4,
          protected: true,
          approvals: 1,
          cluster: "prod-1",
          branches: ["release/*"],
          promoteFrom: "beta",
        },
      ],
      rows: () => [],
      row: () => undefined,
      matrix: () => [],
      pods: () => [],
      links: () => [],
      cursor: () => "7.1",
      version: () => state.version,
    },
    stream: { open: () => undefined, count: () => 0 },
    authenticator: {
      cookieNames: ["switchyard.session"],
      async identify({ cookie, authorization }) {
        if (authorization === "Bearer svc_good")
          return {
            actor: { ...actor, account: "ci-bot", token: { prefix: "svc", scopes: ["*"], services: ["*"] } },
            means: "token",
            session: "svc",
          };
        return cookie?.includes("person") ? { actor, means: "cookie", session: "sid-1" } : undefined;
      },
      async end(session) {
        ended.push(session);
      },
    },
    logs: {
      open: async () => ({ status: 404, body: null }),
      manifest: async () => ({ status: 404, body: null }),
    },
    limiter: new RateLimiter(() => time.now),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    origin: "https://yard.example",
    ready: () => state.ready,
    draining: () => state.draining,
    metrics: async () => ({ type: "text/plain", text: "" }),
    newId: () => "request-1",
    ipOf: () => "127.0.0.1",
    observe: () => undefined,
    checkAnswers: false,
  };
  return { ports, calls, answer, time, state, ended };
}

/** Headers that a page of ours sends with a change. */
export const fromOurPage = {
  cookie: "person",
  origin: "https://yard.example",
  "sec-fetch-site": "same-origin",
  "x-switchyard": "1",
  "content-type": "application/json",
  "idempotency-key": "0123456789abcdef",
} as const;
