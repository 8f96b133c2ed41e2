import { describe, expect, test } from "vitest";
import type { CampaignList, CampaignRow } from "@/contracts/campaign";
import { openFloors, plannedWindows } from "./open-floors";

const window = (state: CampaignRow["state"], hour: string) =>
  ({
    state,
    startsAt: `2026-11-27T${hour}:00:00.000Z`,
    endsAt: `2026-11-27T${hour}:30:00.000Z`,
  }) as CampaignRow["occurrences"][number];
const campaign = (slug: string, floor: number, windows: CampaignRow["occurrences"]) =>
  ({
    ...{ slug, title: slug, environment: "production", zone: "Asia/Taipei", targets: 1, confirmed: 1 },
    services: [{ service: "web", floor }],
    occurrences: windows,
  }) as unknown as CampaignRow;
const list = (...campaigns: CampaignRow[]) => ({ campaigns }) as CampaignList;
const until = "2026-11-27T10:30:00.000Z";

describe("the floor that holds now", () => {
  test.each([
    ["while pods start", "scaling_up", 24],
    ["once they are ready", "ready", 24],
    ["during the window", "live", 24],
    ["before it", "scheduled", undefined],
    ["while it cools down", "cooling_down", undefined],
    ["after it was canceled", "canceled", undefined],
  ] as const)("%s", (_when, state, floor) => {
    expect(
      openFloors(list(campaign("push", 24, [window(state, "10")])), "production").get("web")?.floor,
    ).toBe(floor);
  });

  test("of two windows the higher one, with its end; elsewhere none", () => {
    const two = list(
      campaign("big", 24, [window("live", "10")]),
      campaign("small", 12, [window("live", "11")]),
    );
    expect(openFloors(two, "production").get("web")).toEqual({ floor: 24, until, slug: "big", title: "big" });
    expect(openFloors(two, "beta").size).toBe(0);
  });
});

test("what is planned for a service: what holds or comes, in its order", () => {
  const all = list(
    campaign("later", 12, [window("scheduled", "12"), window("scheduled", "14")]),
    campaign("now", 24, [window("done", "08"), window("live", "10")]),
  );
  const planned = plannedWindows(all, { service: "web", environment: "production" });
  expect(planned.map(({ slug, window: { startsAt } }) => `${slug} ${startsAt.slice(11, 13)}`)).toEqual([
    "now 10",
    "later 12",
    "later 14",
  ]);
  expect(plannedWindows(all, { service: "api", environment: "production" })).toEqual([]);
});
