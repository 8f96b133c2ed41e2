import { expect, test } from "vitest";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import type { ClusterWatch, ObservedObject } from "@/server/ports/cluster-watch";
import { createLastWords } from "./last-words";

function pod(container: Partial<ContainerSeen>): ObservedObject<"Pod"> {
  const body: PodSeen = {
    name: "p",
    namespace: "n",
    uid: "u",
    phase: "Running",
    ready: false,
    createdAt: "2026-03-02T14:10:00Z",
    images: ["i"],
    containers: [
      { name: "app", ready: false, restarts: 1, state: "waiting", reason: "CrashLoopBackOff", ...container },
    ],
  };
  return {
    kind: "Pod",
    namespace: "n",
    name: "p",
    uid: "u",
    resourceVersion: "1",
    service: "s",
    color: "blue",
    body,
  };
}

function start(line: string | null) {
  const asked: { previous: boolean }[] = [];
  const told: ObservedObject[] = [];
  const unused = (): never => {
    throw new Error("not asked for in these tests");
  };
  const watch: ClusterWatch = {
    follow: unused,
    ping: unused,
    logLines: unused,
    lastLogLine: async (container) => {
      asked.push({ previous: container.previous });
      return line;
    },
  };
  const words = createLastWords({
    watch,
    signal: new AbortController().signal,
    tell: (object) => void told.push(object),
  });
  return { words, asked, told };
}

const failed = { last: { reason: "Error", exitCode: 1 } };
const firstContainer = (object: ObservedObject | undefined): ContainerSeen | undefined =>
  (object?.body as PodSeen | undefined)?.containers[0];
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a failed run is read once, and the pod told again with its last line", async () => {
  const { words, asked, told } = start("FATAL");
  words.complete(pod(failed));
  words.complete(pod(failed));
  await settle();
  expect(asked).toEqual([{ previous: true }]);
  expect(firstContainer(told[0])?.last?.message).toBe("FATAL");
  expect(firstContainer(words.complete(pod(failed)))?.last?.message).toBe("FATAL");
});

test("the next run is read, too", async () => {
  const { words, asked } = start("FATAL");
  words.complete(pod(failed));
  words.complete(pod({ ...failed, restarts: 2 }));
  await settle();
  expect(asked).toHaveLength(2);
});

test("a run that just ended is read from the current log", async () => {
  const { words, asked, told } = start("FATAL");
  words.complete(pod({ state: "terminated", exitCode: 1 }));
  await settle();
  expect(asked).toEqual([{ previous: false }]);
  expect(firstContainer(told[0])?.message).toBe("FATAL");
});

test("a termination message needs no log", () => {
  const { words, asked } = start("FATAL");
  words.complete(pod({ last: { reason: "Error", exitCode: 1, message: "own words" } }));
  expect(asked).toEqual([]);
});

test("healthy pods and clean ends are left alone", () => {
  const { words, asked } = start("FATAL");
  const healthy = pod({ state: "running", ready: true, ...failed });
  expect(words.complete(healthy)).toEqual(healthy);
  words.complete(pod({ last: { reason: "Completed", exitCode: 0 } }));
  expect(asked).toEqual([]);
});

test("a pod that is gone is not told again", async () => {
  const { words, told } = start("FATAL");
  words.complete(pod(failed));
  words.forget({ kind: "Pod", namespace: "n", name: "p" });
  await settle();
  expect(told).toEqual([]);
});
