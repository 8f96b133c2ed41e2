import { describe, expect, test } from "vitest";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import { filterPods, restartsOf } from "./filter-pods";
import { exitWords, lastExit } from "./last-exit";

const container = (more: Partial<ContainerSeen> = {}): ContainerSeen => ({
  name: "app",
  ready: true,
  restarts: 0,
  state: "running",
  ...more,
});
const pod = (containers: ContainerSeen[], more: Partial<PodSeen> = {}): PodSeen => ({
  name: "shop-blue-7f-x7k2q",
  namespace: "shop-prod",
  uid: "1",
  color: "blue",
  phase: "Running",
  ready: true,
  node: "prod-1-b-3",
  createdAt: "2026-01-01T00:00:00Z",
  images: [],
  containers,
  ...more,
});
const killed = { reason: "OOMKilled", exitCode: 137, finishedAt: "2026-01-01T10:00:00Z" };
const failed = { reason: "Error", exitCode: 1, finishedAt: "2026-01-01T11:00:00Z" };

test("a job that did its work ended, and says so", () => {
  const done = container({ state: "terminated", ready: false, reason: "Completed", exitCode: 0 });
  const exit = lastExit(pod([done], { phase: "Succeeded", ready: false }));
  expect(exit && exitWords(exit)).toBe("Completed, exit 0");
});

describe("how a pod ended last", () => {
  test.each([
    ["never, while nothing ended", [container()], null],
    ["before its restart", [container({ restarts: 1, last: killed })], "OOMKilled, exit 137, previous"],
    [
      "now, when it stands still",
      [container({ state: "terminated", reason: "Error", exitCode: 2, last: killed })],
      "Error, exit 2",
    ],
    [
      "by the newest of several containers",
      [container({ last: killed }), container({ name: "proxy", last: failed })],
      "Error, exit 1, previous",
    ],
    [
      "not by an init container that did its work",
      [container({ name: "init", state: "terminated", reason: "Completed", exitCode: 0 }), container()],
      null,
    ],
  ])("%s", (_what, containers, words) => {
    const exit = lastExit(pod(containers));
    expect(exit && `${exitWords(exit)}${exit.previous ? ", previous" : ""}`).toBe(words);
  });
});

describe("the filter of the pod list", () => {
  const blue = pod([container({ restarts: 2, last: killed })]);
  const green = pod([container()], { name: "shop-green-9a-p2m4c", color: "green", node: "prod-1-a-1" });
  const names = (color: "both" | "blue" | "green", text: string) =>
    filterPods([blue, green], { color, text }).map((each) => each.color);

  test.each([
    ["both colors without words", "both", "", ["blue", "green"]],
    ["one color", "green", "", ["green"]],
    ["a node", "both", "A-1", ["green"]],
    ["a way to end", "both", "oomkilled", ["blue"]],
    ["every word has to be there", "both", "prod-1 x7k2q", ["blue"]],
    ["nothing fits", "green", "x7k2q", []],
  ] as const)("%s", (_what, color, text, expected) => {
    expect(names(color, text)).toEqual(expected);
  });

  test("restarts of all containers count", () => {
    expect(restartsOf(pod([container({ restarts: 2 }), container({ name: "proxy", restarts: 1 })]))).toBe(3);
  });
});
