import { expect, test } from "vitest";
import type { ContainerSeen } from "@/contracts/pod";
import { runEnding } from "./run-ending";

const last = { reason: "OOMKilled", exitCode: 137, finishedAt: "2026-11-23T10:00:00Z" };
const container = (more: Partial<ContainerSeen>): ContainerSeen => ({
  ...{ name: "app", ready: true, restarts: 1, state: "running", ...more },
});
const ending = "2026-11-23T10:00:00Z - api-1, app ended: OOMKilled, exit 137.";

test.each([
  ["the only container", [container({ last })], undefined, ending],
  ["the one that is asked for", [container({ name: "proxy" }), container({ last })], "app", ending],
  ["one that never ended", [container({})], undefined, null],
  ["one whose end has no time", [container({ last: { reason: "Error", exitCode: 1 } })], "app", null],
  ["another than those of the pod", [container({ last })], "proxy", null],
])("%s", (_what, containers, asked, expected) =>
  expect(runEnding({ name: "api-1", containers }, asked)).toBe(expected),
);
