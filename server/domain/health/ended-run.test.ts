import { expect, test } from "vitest";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import { endedRuns } from "./ended-run";

const began = "2026-03-02T14:00:00Z";
const before = "2026-03-02T14:05:00Z";
const deleted = "2026-03-02T14:10:00Z";
const after = "2026-03-02T14:10:20Z";

const running: Partial<ContainerSeen> = { state: "running", ready: true, startedAt: began };
const ended = (exitCode: number, finishedAt: string): Partial<ContainerSeen> => ({
  ...{
    state: "terminated",
    reason: exitCode === 0 ? "Completed" : "Error",
    exitCode,
    startedAt: began,
    finishedAt,
  },
});
const last = { reason: "OOMKilled", exitCode: 137, startedAt: began, finishedAt: before };

function pod(container: Partial<ContainerSeen>, deletingSince?: string): PodSeen {
  return {
    ...{ name: "p", namespace: "n", uid: "u", phase: "Running", ready: false, createdAt: began, images: [] },
    containers: [{ name: "app", ready: false, restarts: 0, state: "waiting", ...container }],
    ...(deletingSince === undefined ? {} : { deletingSince }),
  };
}

test.each<[string, PodSeen, string[]]>([
  ["runs: nothing to keep", pod(running), []],
  ["never started: nothing to keep", pod({ reason: "ImagePullBackOff" }), []],
  ["never started and is deleted: nothing to keep", pod({}, deleted), []],
  ["ended cleanly and stays: nothing to keep", pod(ended(0, before)), []],
  ["just crashed: its own log", pod(ended(1, before)), ["crashed, present, exit 1"]],
  ["waits after a crash: the log before the last restart", pod({ last }), ["crashed, previous, exit 137"]],
  ["crashed and runs again", pod({ ...running, last }), ["crashed, previous, exit 137"]],
  ["ran again after a clean end", pod({ ...running, last: { ...last, exitCode: 0 } }), []],
  ["is being deleted: its lines are yet to come", pod(running, deleted), ["deleted, present, ending"]],
  [
    "ended after it was deleted, whatever its code",
    pod(ended(143, after), deleted),
    ["deleted, present, exit 143"],
  ],
  ["had ended cleanly when it was deleted", pod(ended(0, before), deleted), ["deleted, present, exit 0"]],
  ["had crashed before it was deleted", pod(ended(1, before), deleted), ["crashed, present, exit 1"]],
  [
    "crashed, ran again and is deleted: two runs",
    pod({ ...running, last }, deleted),
    ["crashed, previous, exit 137", "deleted, present, ending"],
  ],
  [
    "crashed twice: both runs",
    pod({ ...ended(1, after), startedAt: before, last }),
    ["crashed, previous, exit 137", "crashed, present, exit 1"],
  ],
  [
    "an end without a start had no log",
    pod({ last: { reason: "ContainerStatusUnknown", exitCode: 137 } }),
    [],
  ],
])("a container that %s", (_what, seen, expected) => {
  expect(
    endedRuns(seen).map(
      ({ cause, previous, isEnding, exitCode }) =>
        `${cause}, ${previous ? "previous" : "present"}, ${isEnding ? "ending" : `exit ${exitCode}`}`,
    ),
  ).toEqual(expected);
});

test("the same run has the same name before and after its restart", () => {
  const [now] = endedRuns(pod(ended(1, before)));
  const [later] = endedRuns(pod({ ...running, startedAt: after, last: { ...last, exitCode: 1 } }));
  expect(later?.startedAt).toBe(now?.startedAt);
});
