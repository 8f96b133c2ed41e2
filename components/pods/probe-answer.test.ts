import { expect, test } from "vitest";
import type { ClusterEvent } from "@/contracts/cluster-event";
import type { ContainerSeen, ContainerSetup } from "@/contracts/pod";
import { type ProbeAnswer, type ProbeName, probeAnswer } from "./probe-answer";

const container = (ready: boolean): ContainerSeen => ({ name: "app", ready, restarts: 0, state: "running" });
const setup = (name: string): ContainerSetup => ({
  ...{ name, image: "app:1", resources: {} },
  probes: { readiness: "GET /ready", liveness: "GET /live" },
});
const failed = (message: string, minute: number): ClusterEvent => ({
  ...{ uid: String(minute), namespace: "n", type: "Warning", reason: "Unhealthy", message, count: 4 },
  firstAt: "2026-01-01T10:00:00.000Z",
  lastAt: `2026-01-01T10:${minute}:00.000Z`,
  object: { kind: "Pod", name: "p" },
});
const events = [
  failed("Readiness probe failed: HTTP probe failed with statuscode: 500", 10),
  failed("Readiness probe failed: HTTP probe failed with statuscode: 503", 20),
  failed("Liveness probe failed: connection refused", 30),
];
const answer = (words: string, minute: number): ProbeAnswer => ({
  ...{ passes: false, words, count: 4 },
  at: `2026-01-01T10:${minute}:00.000Z`,
});

test.each<[string, ProbeName, ContainerSeen | undefined, ContainerSetup[], ProbeAnswer | null]>([
  ["a container that is ready passes", "readiness", container(true), [setup("app")], { passes: true }],
  [
    "the newest failure counts",
    "readiness",
    container(false),
    [setup("app")],
    answer("HTTP probe failed with statuscode: 503", 20),
  ],
  [
    "a probe's own failures alone",
    "liveness",
    container(true),
    [setup("app")],
    answer("connection refused", 30),
  ],
  ["nothing is known of a probe that was not told of", "startup", container(false), [setup("app")], null],
  [
    "of two containers with the probe nobody knows whose it was",
    "liveness",
    container(false),
    [setup("app"), setup("proxy")],
    null,
  ],
])("%s", (_what, probe, seen, setups, expected) =>
  expect(probeAnswer(probe, { container: seen, setups, events })).toEqual(expected),
);
