import { describe, expect, test } from "vitest";
import type { PodSeen } from "@/contracts/pod";
import { makeApi } from "@/server/http/app";
import type { KeptRun } from "@/server/ports/kept-logs";
import { fakeHttp } from "@/server/testing/http-ports";

const first = "2026-03-02T14:00:00.000Z";
const second = "2026-03-02T15:00:00.000Z";

const pod = (startedAt: string): PodSeen => ({
  ...{ name: "api-1", namespace: "n", uid: "u", phase: "Running", ready: true, createdAt: first, images: [] },
  containers: [{ name: "app", ready: true, restarts: 0, state: "running", startedAt }],
});

const stream = (text: string): ReadableStream<Uint8Array> => new Blob([text]).stream();

async function read(fake: ReturnType<typeof fakeHttp>, query: string): Promise<Response> {
  return makeApi(fake.ports).request(`/api/v1/pods/api/production/logs${query}`, {
    headers: { cookie: "person" },
  });
}

test("a log that is followed goes on with the next run of its container, after a divider, until the pod is gone", async () => {
  const fake = fakeHttp();
  let pods = [pod(first)];
  const runs = [`${first} one\n`, `${second} two\n`];
  fake.ports.fleet = { ...fake.ports.fleet, pods: () => pods };
  fake.ports.logs = {
    ...fake.ports.logs,
    async open() {
      const text = runs.shift() ?? "";
      pods = runs.length === 1 ? [pod(second)] : [];
      return { status: 200, body: stream(text) };
    },
  };
  const lines = (await (await read(fake, "?follow=true")).text()).trim().split("\n");
  expect(lines.map((line) => line.slice(line.indexOf(" ") + 1))).toEqual([
    "api-1 one",
    "- The log of api-1 ended.",
    "- api-1 runs again.",
    "api-1 two",
    "- The log of api-1 ended.",
  ]);
});

test("a pod that starts is no broken log: it is said that it waits, and its lines follow", async () => {
  const fake = fakeHttp();
  const waiting: PodSeen = {
    ...pod(first),
    phase: "Pending",
    ready: false,
    containers: [{ name: "app", ready: false, restarts: 0, state: "waiting", reason: "ContainerCreating" }],
  };
  const states = [[waiting], [waiting], [pod(second)], [pod(second)]];
  fake.ports.fleet = { ...fake.ports.fleet, pods: () => states.shift() ?? [] };
  fake.ports.logs = {
    ...fake.ports.logs,
    open: async () => ({ status: 200, body: stream(`${second} one\n`) }),
  };
  const lines = (await (await read(fake, "?follow=true")).text()).trim().split("\n");
  expect(lines.map((line) => line.slice(line.indexOf(" ") + 1))).toEqual([
    "- api-1 has not started yet (ContainerCreating).",
    "- api-1 starts.",
    "api-1 one",
    "- The log of api-1 ended.",
  ]);
});

describe("what cannot be asked is refused with the reason", () => {
  test.each([
    ["a container that no pod has", "?container=web", "container: there is no web here. Choose app."],
    ["kept lines that are followed", "?kept=true&follow=true", "kept: what is kept is whole and over"],
    ["the run before of kept lines", "?kept=true&previous=true", "kept: what is kept is whole and over"],
    ["a parameter that is none", "?containr=app", "query: Unrecognized key"],
    ["a moment that is none", "?since=yesterday", "since: "],
  ])("%s", async (_what, query, detail) => {
    const fake = fakeHttp();
    fake.ports.fleet = { ...fake.ports.fleet, pods: () => [pod(first)] };
    const answer = await read(fake, query);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      code: "invalid_input",
      detail: expect.stringContaining(detail),
    });
  });

  test("one pod's log: of a container that it does not have, and of one that nobody chose of two", async () => {
    const fake = fakeHttp();
    const two = pod(first);
    const opened: unknown[] = [];
    const proxy = { name: "proxy", ready: true, restarts: 0, state: "running", startedAt: first } as const;
    fake.ports.fleet = {
      ...fake.ports.fleet,
      pods: () => [{ ...two, containers: [proxy, ...two.containers] }],
    };
    fake.ports.logs = {
      ...fake.ports.logs,
      async open({ container }) {
        opened.push(container);
        return { status: 200, body: stream("one\n") };
      },
    };
    const ask = (query: string) =>
      makeApi(fake.ports).request(`/api/v1/pods/api/production/api-1/logs${query}`, {
        headers: { cookie: "person" },
      });
    expect((await ask("?container=web")).status).toBe(422);
    expect((await ask("")).status).toBe(200);
    expect(opened).toEqual(["app"]);
  });
});

const kept: KeptRun = {
  ...{
    namespace: "n",
    service: "api",
    color: "blue",
    pod: "api-0",
    uid: "u0",
    container: "app",
    cause: "crashed",
  },
  ...{
    reason: "OOMKilled",
    exitCode: 137,
    startedAt: first,
    endedAt: "2026-03-02T14:00:09.000Z",
    problem: null,
  },
  lines: ["2026-03-02T14:00:01Z one", "2026-03-02T14:00:08Z two"],
};

test.each<[string, string, KeptRun[], string[]]>([
  ["a crash", "?kept=true", [kept], ["api-0 one", "api-0 two", "- api-0, app crashed: OOMKilled, exit 137."]],
  [
    "a crash since a moment",
    "?kept=true&since=2026-03-02T14:00:05Z",
    [kept],
    ["api-0 two", "- api-0, app crashed: OOMKilled, exit 137."],
  ],
  [
    "a pod whose log nobody could read",
    "?kept=true",
    [{ ...kept, cause: "deleted", reason: null, exitCode: null, lines: [], problem: "It was gone." }],
    ["- api-0, app ended when its pod was deleted. It was gone."],
  ],
  [
    "the newest line of each",
    "?kept=true&tail=1",
    [kept],
    ["api-0 two", "- api-0, app crashed: OOMKilled, exit 137."],
  ],
  ["nothing", "?kept=true", [], [""]],
])("of what is kept is read: %s", async (_what, query, runs, expected) => {
  const fake = fakeHttp();
  fake.answer.next = () => runs;
  const lines = (await (await read(fake, query)).text()).trim().split("\n");
  expect(lines.map((line) => line.slice(line.indexOf(" ") + 1))).toEqual(expected);
  expect(fake.calls).toMatchObject([{ name: "pods.keptLines", account: "payment-dev-1" }]);
});

test("two pods that crashed are one log by time", async () => {
  const fake = fakeHttp();
  fake.answer.next = () => [
    kept,
    { ...kept, pod: "api-9", endedAt: "2026-03-02T14:00:03.000Z", lines: ["2026-03-02T14:00:02Z three"] },
  ];
  const text = await (await read(fake, "?kept=true")).text();
  expect(text.match(/ (one|two|three)$/gm)).toEqual([" one", " three", " two"]);
});

test("a pod that is gone is refused with the way to its last lines", async () => {
  const answer = await read(fakeHttp(), "?pod=api-7");
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining("kept=true") });
});

test("the service of the path is read, whatever the query says", async () => {
  const fake = fakeHttp();
  fake.answer.next = () => [];
  await read(fake, "?kept=true&service=other&env=dev");
  expect(fake.calls[0]?.input).toMatchObject({ service: "api", environment: "production" });
});
