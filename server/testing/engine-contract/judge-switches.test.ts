import { expect, test } from "vitest";
import { fieldManagers } from "@/server/domain/rollout/target";
import { judgeSwitches } from "./judge-switches";
import type { ReleaseSeen } from "./release-seen";
import type { Selected, Sight } from "./traffic-sight";
import type { SelectorWrite } from "./write-log";

const first: ReleaseSeen = {
  number: 1,
  strategy: "blueGreen",
  epoch: 1,
  state: "succeeded",
  entered: ["applying", "switching", "verifying", "holding", "succeeded"],
  candidateColor: "blue",
  fromColor: null,
  need: 1,
  floor: 2,
};
const second: ReleaseSeen = {
  ...first,
  number: 2,
  epoch: 2,
  state: "holding",
  candidateColor: "green",
  fromColor: "blue",
};
const rolledBack: ReleaseSeen = {
  ...second,
  state: "rolled_back",
  entered: [...second.entered, "rolling_back"],
};
const canceled: ReleaseSeen = { ...second, state: "canceled", entered: ["applying", "cleaning_up"] };

type Point = readonly [Selected, number | null, string?];

interface Row {
  says: string;
  releases: readonly ReleaseSeen[];
  points: readonly Point[];
  /** What the workers sent; one accepted write for each change of ours unless the row says something else. */
  writes?: readonly SelectorWrite[];
  faults: readonly RegExp[];
}

const accepted = (fence: number | null): SelectorWrite => ({ fence, answer: "accepted" });
const start: readonly Point[] = [
  ["none", null],
  ["none", 1],
  ["blue", 1],
  ["blue", 2],
];

const table: readonly Row[] = [
  {
    says: "one change for each release is right",
    releases: [first, second],
    points: [...start, ["green", 2]],
    faults: [],
  },
  {
    says: "a release that came to its verification without a change is wrong",
    releases: [first, second],
    points: start,
    faults: [/deployment 2 .* forward 0 times, not 1/],
  },
  {
    says: "a release that moves the selector again is wrong",
    releases: [first, second],
    points: [...start, ["green", 2], ["blue", 2], ["green", 2]],
    faults: [/forward 2 times, not 1/, /back 1 times, not 0/],
  },
  {
    says: "a repeat that the cluster does not even notice is wrong",
    releases: [first, second],
    points: [...start, ["green", 2]],
    writes: [accepted(1), accepted(2), accepted(2)],
    faults: [/deployment 2 .* wrote the selector 2 times for 1 changes/],
  },
  {
    says: "a release that was taken over from a dead worker is the same release under a higher fence",
    releases: [first, { ...rolledBack, epoch: 5 }],
    points: [...start, ["green", 3], ["blue", 5]],
    faults: [],
  },
  {
    says: "who takes a release over and moves the selector again is wrong",
    releases: [first, { ...second, epoch: 3 }],
    points: [...start, ["green", 2]],
    writes: [accepted(1), accepted(2), accepted(3)],
    faults: [/deployment 2 .* wrote the selector 2 times for 1 changes/],
  },
  {
    says: "a change that no worker sent is wrong",
    releases: [first, second],
    points: [...start, ["green", 2]],
    writes: [accepted(1)],
    faults: [/deployment 2 .* wrote the selector 0 times for 1 changes/],
  },
  {
    says: "a repeat that was refused is right",
    releases: [first, second],
    points: [...start, ["green", 2]],
    writes: [accepted(1), accepted(2), { fence: 2, answer: "refused" }],
    faults: [],
  },
  {
    says: "a write whose answer was lost is known by what it did",
    releases: [first, second],
    points: [...start, ["green", 2]],
    writes: [accepted(1), { fence: 2, answer: "none" }],
    faults: [],
  },
  {
    says: "a switch-back is one change more",
    releases: [first, rolledBack],
    points: [...start, ["green", 2], ["blue", 2]],
    faults: [],
  },
  {
    says: "a release that is rolled back and left where it was is wrong",
    releases: [first, rolledBack],
    points: [...start, ["green", 2]],
    faults: [/back 0 times, not 1/],
  },
  {
    says: "a release that was canceled before its switch moves nothing",
    releases: [first, canceled],
    points: [...start, ["green", 2], ["blue", 2]],
    faults: [/forward 1 times, not 0/, /back 1 times, not 0/],
  },
  {
    says: "an emptied selector is wrong, and so is what comes after it",
    releases: [first, second],
    points: [...start, ["none", 2], ["green", 2]],
    faults: [/pointed the Service at none/],
  },
  {
    says: "changes of other people are not counted here",
    releases: [first, second],
    points: [...start, ["elsewhere", 2, "kubectl-edit"], ["blue", 2, "kubectl-edit"], ["green", 2]],
    faults: [],
  },
  {
    says: "a change under a fence that is nobody's is wrong",
    releases: [first, second],
    points: [...start, ["green", 7]],
    faults: [/forward 0 times/, /to green under fence 7, which is no release's/],
  },
  {
    says: "a change without a fence is wrong",
    releases: [{ ...first, epoch: null }],
    points: [["blue", null]],
    writes: [accepted(1)],
    faults: [/to blue under fence null/],
  },
  {
    says: "a write that tests no fence is wrong, even when nobody else was there",
    releases: [first, second],
    points: [...start, ["green", 2]],
    writes: [accepted(1), accepted(2), accepted(null)],
    faults: [/tested no fence/],
  },
  {
    says: "a fence that falls is wrong",
    releases: [first, second],
    points: [...start, ["green", 2], ["green", 1]],
    faults: [/fell from 2 to 1/],
  },
  {
    says: "a rolling service is pointed at its pods once, by whichever release comes first",
    releases: [
      { ...first, strategy: "rolling", candidateColor: null },
      { ...second, strategy: "rolling", candidateColor: null, fromColor: null },
    ],
    points: [
      ["pods", 1],
      ["pods", 2],
    ],
    faults: [],
  },
];

test.each(table)("$says", ({ releases, points, writes, faults }) => {
  const sights = points.map(
    ([selects, fence, by = fieldManagers.switch], version): Sight => ({
      kind: "service",
      version,
      selects,
      fence,
      by: [by],
    }),
  );
  const changes = points.filter(
    ([to, , by], index) => by === undefined && to !== (points[index - 1]?.[0] ?? "none"),
  );
  const evidence = { releases, sights, writes: writes ?? changes.map(([, fence]) => accepted(fence)) };
  expect(judgeSwitches(evidence)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
});
