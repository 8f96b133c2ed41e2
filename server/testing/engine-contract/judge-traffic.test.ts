import { expect, test } from "vitest";
import { fieldManagers } from "@/server/domain/rollout/target";
import { judgeTraffic } from "./judge-traffic";
import type { ReleaseSeen } from "./release-seen";
import type { Selected, Sight } from "./traffic-sight";

type Unnumbered = Sight extends infer Each ? (Each extends Sight ? Omit<Each, "version"> : never) : never;

const hpa = "kube-controller-manager";
const first: ReleaseSeen = {
  number: 1,
  strategy: "blueGreen",
  epoch: 1,
  state: "succeeded",
  entered: ["switching", "verifying"],
  candidateColor: "blue",
  fromColor: null,
  need: 1,
  floor: 2,
};

/** Under way: it has not been measured yet. */
const second: ReleaseSeen = {
  ...first,
  number: 2,
  epoch: 2,
  candidateColor: "green",
  need: null,
  floor: null,
};

const points = (selects: Selected, fence: number, by: string = fieldManagers.switch): Unnumbered => ({
  kind: "service",
  selects,
  by: [by],
  fence,
});
const addresses = (ready: number, name = "one"): Unnumbered => ({ kind: "slice", name, ready });
const size = (color: "blue" | "green", wanted: number, by: string = hpa, available = wanted): Unnumbered => ({
  kind: "size",
  workload: `shop-${color}`,
  wanted,
  available,
  by: [by],
});
const floor = (color: "blue" | "green", min: number): Unnumbered => ({
  kind: "autoscaler",
  workload: `shop-${color}`,
  min,
});

/** Blue serves with three addresses, of which the traffic needs all. */
const serving = [size("blue", 3), floor("blue", 3), points("blue", 1), addresses(3)];
/** Green is as it must be before it may serve. */
const matched = [size("green", 4), floor("green", 4)];

const table: readonly { says: string; sights: readonly Unnumbered[]; faults: readonly RegExp[] }[] = [
  {
    says: "a switch to as many addresses is right",
    sights: [...serving, ...matched, points("green", 2), addresses(4)],
    faults: [],
  },
  {
    says: "a switch to fewer addresses is wrong, whatever was available",
    sights: [...serving, ...matched, points("green", 2), addresses(2)],
    faults: [/2 of 3 addresses were ready, after the selector went from blue to green/],
  },
  {
    says: "a switch to a color with too few pods is wrong, even when the addresses follow in time",
    sights: [...serving, size("green", 4, hpa, 2), floor("green", 4), points("green", 2), addresses(4)],
    faults: [/switched to green, which had 2 of 3 pods/],
  },
  {
    says: "a switch to a color that its autoscaler may shrink is wrong",
    sights: [...serving, size("green", 4), floor("green", 1), points("green", 2), addresses(4)],
    faults: [/green had a floor of 1, not 3/],
  },
  {
    says: "a switch to a color without an autoscaler is wrong when the other one has one",
    sights: [...serving, size("green", 4), points("green", 2), addresses(4)],
    faults: [/green had a floor of 0, not 3/],
  },
  {
    says: "a switch while the old color may shrink is wrong: it would be too small to switch back to",
    sights: [...serving, floor("blue", 1), ...matched, points("green", 2), addresses(4)],
    faults: [/blue had a floor of 1, not 3/],
  },
  {
    says: "an autoscaler may shrink the color that serves",
    sights: [...serving, size("blue", 1), addresses(1)],
    faults: [],
  },
  {
    says: "we may not",
    sights: [...serving, size("blue", 1, fieldManagers.scale), addresses(1)],
    faults: [/1 of 3 addresses were ready, after shop-blue went from 3 to 1 by switchyard-scale/],
  },
  {
    says: "addresses that go away without any write are told",
    sights: [...serving, addresses(0)],
    faults: [/0 of 3 addresses were ready/],
  },
  {
    says: "the size of the color that does not serve is nobody's business",
    sights: [...serving, ...matched, points("green", 2), addresses(4), size("blue", 0, fieldManagers.scale)],
    faults: [],
  },
  {
    says: "the reserve of the release that serves is not needed",
    sights: [
      size("blue", 2, fieldManagers.scale),
      points("blue", 1),
      addresses(2),
      size("green", 1),
      points("green", 2),
      addresses(1),
    ],
    faults: [],
  },
  {
    says: "growth counts as soon as it is ready, not before",
    sights: [...serving, size("blue", 5, hpa, 3), addresses(3), addresses(4), addresses(3)],
    faults: [/3 of 4 addresses/],
  },
  {
    says: "slices count together",
    sights: [...serving, addresses(2, "two"), size("blue", 5), addresses(1), addresses(3, "two")],
    faults: [/3 of 5 addresses/],
  },
  {
    says: "a selector that somebody else set is told with the name",
    sights: [...serving, points("elsewhere", 1, "kubectl-edit")],
    faults: [/from blue to elsewhere by kubectl-edit/],
  },
  {
    says: "a switch-back to fewer addresses is wrong",
    sights: [...serving, ...matched, points("green", 2), addresses(4), points("blue", 2), addresses(3)],
    faults: [/3 of 4 addresses/],
  },
];

test.each(table)("$says", ({ sights, faults }) => {
  const numbered = sights.map((sight, version) => ({ ...sight, version }) as Sight);
  expect(judgeTraffic("shop", [first, second], numbered)).toEqual(
    faults.map((fault) => expect.stringMatching(fault)),
  );
});
