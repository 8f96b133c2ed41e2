import { expect, test } from "vitest";
import type { CampaignDraft } from "@/contracts/campaign";
import { filledDraft } from "./filled-draft";
import { requestOf } from "./plan-draft";

const planned: CampaignDraft = {
  title: "Night coupon",
  channel: "oa-push",
  environment: "production",
  zone: "Asia/Taipei",
  startLocal: "2026-11-27T19:00",
  durationSeconds: 480,
  leadSeconds: 120,
  coolDownSeconds: 0,
  recurrence: null,
  multiplier: null,
  freeze: false,
  targets: [{ service: "promotion-campaign-web", floor: 24, max: null, peakRps: null, rpsPerPod: null }],
};
const [target] = planned.targets;

test.each<[string, Partial<CampaignDraft>]>([
  ["a plain one", {}],
  [
    "lengths of seconds that are no whole minutes",
    { durationSeconds: 10, leadSeconds: 7, coolDownSeconds: 100 },
  ],
  ["a start with seconds", { startLocal: "2026-11-27T19:00:15" }],
  ["every week", { recurrence: { kind: "weekly", days: [1, 5], until: "2026-12-31" } }],
  ["further dates", { recurrence: { kind: "dates", dates: ["2026-12-01", "2026-12-24"] } }],
  [
    "a maximum, which has no field",
    { targets: [{ ...target, max: 40 } as CampaignDraft["targets"][number]] },
  ],
  ["a channel that is not in the list", { channel: "radio", multiplier: 2.5 }],
])("a form that was filled and not touched asks for the same: %s", (_what, more) => {
  expect(requestOf(filledDraft({ ...planned, ...more })).request).toEqual({ ...planned, ...more });
});

test("a floor that is written above the maximum takes its place", () => {
  const draft = filledDraft({
    ...planned,
    targets: [{ ...target, max: 30 } as CampaignDraft["targets"][number]],
  });
  const higher = { ...draft, targets: draft.targets.map((each) => ({ ...each, floor: "31" })) };
  expect(requestOf(higher).request?.targets[0]).toMatchObject({ floor: 31, max: null });
});

test("seconds that say nothing are left out, as the browser's field writes them", () => {
  expect(filledDraft({ ...planned, startLocal: "2026-11-27T19:00:00" }).startLocal).toBe("2026-11-27T19:00");
});
