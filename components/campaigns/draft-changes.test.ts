import { expect, test } from "vitest";
import type { CampaignDraft } from "@/contracts/campaign";
import { draftChanges } from "./draft-changes";

const target = (service: string, floor: number) => ({
  ...{ service, floor, max: null, peakRps: null, rpsPerPod: null },
});
const draft: CampaignDraft = {
  title: "Night coupon",
  channel: "oa-push",
  environment: "production",
  zone: "Asia/Taipei",
  startLocal: "2026-11-27T19:00:00",
  durationSeconds: 480,
  leadSeconds: 1800,
  coolDownSeconds: 0,
  recurrence: null,
  multiplier: null,
  freeze: true,
  targets: [target("web", 24), target("coupon", 20)],
};

test.each<[string, Partial<CampaignDraft>, [string, string | null, string | null][]]>([
  ["nothing", {}, []],
  ["seconds that are written or not", { startLocal: "2026-11-27T19:00" }, []],
  [
    "when it starts",
    { startLocal: "2026-11-27T20:00", zone: "UTC" },
    [["Start", "2026-11-27 19:00 Asia/Taipei", "2026-11-27 20:00 UTC"]],
  ],
  ["a cool-down that there was not", { coolDownSeconds: 60 }, [["Floors go down over", "none", "60 s"]]],
  ["a multiplier", { multiplier: 10 }, [["Times the usual load", null, "10"]]],
  [
    "repetition",
    { recurrence: { kind: "weekly", days: [5], until: "2026-12-31" } },
    [["Again", "only once", "on Fri until 2026-12-31"]],
  ],
  [
    "a floor, a service less and one more",
    { targets: [target("web", 30), target("banner", 1)] },
    [
      ["Floor of web", "24 pods", "30 pods"],
      ["Floor of coupon", "20 pods", null],
      ["Floor of banner", null, "1 pod"],
    ],
  ],
])("what somebody else changed is said field by field: %s", (_what, more, expected) => {
  const changes = draftChanges(draft, { ...draft, ...more });
  expect(changes.map(({ what, before, after }) => [what, before, after])).toEqual(expected);
});
