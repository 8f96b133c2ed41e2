import { expect, test } from "vitest";
import type { QuotaSeen } from "@/server/domain/rollout/observation";
import type { MorePods } from "./pool-plan";
import { quotaRefusal } from "./quota-plan";

const gib = 1024 ** 3;
const place = { cluster: "prod-1", namespace: "promotion-prod" };
const limit = (resource: string, hard: number, used = 0): QuotaSeen => ({
  ...{ name: "switchyard", resource, hard, used },
});
const more = (pods: number, each: Partial<MorePods> = {}): MorePods => ({
  ...{ service: "web", ...place, pool: "a", pods, ask: { cpu: 0.5, memory: gib } },
  ...each,
});

test.each<[string, QuotaSeen[], MorePods[], MorePods[], RegExp | null]>([
  ["no quota", [], [more(900)], [], null],
  ["all of it fits to the last core", [limit("requests.cpu", 30, 20)], [more(20)], [], null],
  [
    "cores run out",
    [limit("requests.cpu", 30, 20)],
    [more(21)],
    [],
    /^Quota switchyard of promotion-prod on prod-1 has 10 CPU left, and 21 more pods need 10\.5 CPU\. Lower the floors/u,
  ],
  [
    "memory runs out",
    [limit("requests.memory", 30 * gib)],
    [more(31)],
    [],
    /30Gi of memory left.*need 31Gi/u,
  ],
  ["pods run out", [limit("pods", 40, 34)], [more(7)], [], /has 6 pods left, and 7 more pods need 7 pods/u],
  ["the old name of a limit", [limit("cpu", 1)], [more(4)], [], /has 1 CPU left/u],
  [
    "two services of the namespace count together",
    [limit("pods", 10)],
    [more(6), more(5, { service: "coupon-api" })],
    [],
    /11 more pods need 11 pods/u,
  ],
  [
    "what another campaign needs at that time counts, too",
    [limit("requests.cpu", 10)],
    [more(12)],
    [more(10)],
    /10 CPU left, and 12 more pods need 6 CPU beside 5 CPU that other campaigns need/u,
  ],
  [
    "the tightest of two limits is named",
    [limit("pods", 9), limit("requests.cpu", 1)],
    [more(10)],
    [],
    /1 CPU left/u,
  ],
  ["more is used than is allowed", [limit("pods", 4, 9)], [more(1)], [], /has 0 pods left/u],
  ["another namespace", [limit("pods", 1)], [more(9, { namespace: "points-prod" })], [], null],
  ["another cluster", [limit("pods", 1)], [more(9, { cluster: "dr-1" })], [], null],
  ["the floors are there already", [limit("pods", 4, 9)], [more(0)], [more(5)], null],
  ["a pod of unknown size", [limit("requests.cpu", 1), limit("pods", 9)], [more(9, { ask: null })], [], null],
  [
    "beside one of known size",
    [limit("requests.cpu", 1)],
    [more(9, { ask: null }), more(4)],
    [],
    /1 CPU left, and 4 more pods need 2 CPU/u,
  ],
  ["a limit of something else", [limit("services", 1), limit("limits.cpu", 1)], [more(9)], [], null],
])("%s", (_what, quotas, own, others, reason) => {
  const refusal = quotaRefusal({ ...place, quotas }, { own, others });
  if (reason === null) expect(refusal).toBeNull();
  else
    expect(refusal).toMatchObject({
      ...{ code: "capacity_exceeded", path: "targets", whoCan: ["platform-admin"] },
      reason: expect.stringMatching(reason),
    });
});
