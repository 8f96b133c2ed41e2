import { describe, expect, test } from "vitest";
import { nextStep, type TargetWatch, type WatchedOccurrence } from "./next-step";
import { campaignState, type OccurrenceRecord, occurrenceState } from "./state";

const minute = 60_000;
const lead = 50 * minute;
const start = 60 * minute;
const end = 120 * minute;
const cool = 15 * minute;
const occurrence: OccurrenceRecord = {
  ...{ date: "2026-11-27", leadAt: lead, startsAt: start, endsAt: end, coolUntil: end + cool },
  ...{ openedAt: null, readyAt: null, late: false, missed: false, coolFrom: null, closedAt: null },
};
const confirmed = { confirmedAt: 0, canceledAt: null };
const draft = { confirmedAt: null, canceledAt: null };
const opened = { openedAt: lead };

describe("where an occurrence stands", () => {
  test.each<[string, Partial<OccurrenceRecord>, number, typeof confirmed | typeof draft, string]>([
    ["nobody confirmed yet", {}, 0, draft, "draft"],
    ["nobody confirmed, and it runs", {}, start, draft, "draft"],
    ["nobody confirmed in time", {}, end, draft, "canceled"],
    ["confirmed, before the lead", {}, lead - 1, confirmed, "scheduled"],
    ["from the lead on", opened, lead, confirmed, "scaling_up"],
    ["all pods are there", { ...opened, readyAt: lead + 1 }, lead + 2, confirmed, "ready"],
    ["from the start on, ready or not", opened, start, confirmed, "live"],
    ["the last instant", opened, end - 1, confirmed, "live"],
    ["at its end", opened, end, confirmed, "cooling_down"],
    ["cooling down", { ...opened, coolFrom: end }, end + cool - 1, confirmed, "cooling_down"],
    ["cooled down", { ...opened, coolFrom: end }, end + cool, confirmed, "done"],
    ["its end was not seen", opened, end + 9 * cool, confirmed, "cooling_down"],
    ["it never opened", {}, end, confirmed, "done"],
    ["missed", { missed: true, closedAt: end }, end, confirmed, "done"],
    ["canceled while live", opened, start, { confirmedAt: 0, canceledAt: 1 } as never, "canceled"],
    [
      "canceled after it was over",
      { ...opened, closedAt: end },
      end,
      { confirmedAt: 0, canceledAt: 1 } as never,
      "done",
    ],
  ])("%s", (_what, more, now, campaign, state) => {
    expect(occurrenceState(campaign, { ...occurrence, ...more }, now)).toBe(state);
  });

  test("of several occurrences the one that runs counts, else the next, else the last", () => {
    const day = 1440 * minute;
    const times = {
      leadAt: lead + day,
      startsAt: start + day,
      endsAt: end + day,
      coolUntil: end + day + cool,
    };
    const second = { ...occurrence, ...times, date: "2026-11-28" };
    const first = { ...occurrence, ...opened, coolFrom: end, closedAt: end + cool };
    expect(campaignState(confirmed, [first, second], end + cool)).toBe("scheduled");
    expect(campaignState(confirmed, [first, { ...second, closedAt: 2 * day }], 3 * day)).toBe("done");
  });
});

describe("what the worker does next", () => {
  const full: TargetWatch = { service: "points-portal-web", floor: 12, wanted: 12, available: 12 };
  const watched = (more: Partial<WatchedOccurrence> = {}): WatchedOccurrence => ({
    ...{ ...occurrence, title: "Night coupon", campaign: confirmed, checks: ["day", "hour", "lead"] },
    ...{ targets: [full], ready: {}, short: null, ...more },
  });
  const short = [full, { service: "points-balance-api", floor: 18, wanted: 18, available: 11 }];

  test.each<[string, Partial<WatchedOccurrence>, number, object | null]>([
    ["before the lead: nothing", {}, lead - 1, null],
    ["a draft: nothing", { campaign: draft }, start, null],
    ["a canceled one: nothing", { campaign: { confirmedAt: 0, canceledAt: 1 } }, start, null],
    ["one that is over: nothing", { closedAt: end }, end + cool, null],
    [
      "at the lead: it opens, and everybody concerned looks",
      {},
      lead,
      { set: { openedAt: lead }, message: null, wake: true, audit: { action: "campaign.open" } },
    ],
    [
      "long after the lead: it opens late and says so",
      {},
      lead + 4 * minute,
      {
        set: { late: true },
        message: { topic: "campaign_late", because: expect.stringMatching(/4 minutes after/u) },
        wake: true,
      },
    ],
    [
      "confirmed after its lead: it opens, and that is not late",
      { campaign: { confirmedAt: lead + 4 * minute, canceledAt: null } },
      lead + 4 * minute,
      { set: { openedAt: lead + 4 * minute }, message: null },
    ],
    [
      "wholly past and never opened: missed, and nothing is raised",
      {},
      end,
      { set: { missed: true }, message: { topic: "campaign_missed" }, wake: false },
    ],
    ["all pods there: ready", opened, lead + minute, { set: { readyAt: lead + minute } }],
    ["pods missing, long before the start: it waits", { ...opened, targets: short }, lead + minute, null],
    [
      "five minutes before the start with pods missing: people are told which",
      { ...opened, targets: short },
      start - 5 * minute,
      {
        check: "soon",
        message: { topic: "campaign_short", because: "points-balance-api has 11 of 18 pods." },
      },
    ],
    [
      "at the start with pods missing: late",
      { ...opened, targets: short, checks: ["lead", "soon"] },
      start,
      { check: "start", set: { late: true }, message: { topic: "campaign_late" } },
    ],
    [
      "at the start, ready: only noted",
      { ...opened, readyAt: lead },
      start,
      { check: "start", set: {}, message: null },
    ],
    [
      "a service at 0 at the lead: it is not woken, people are told",
      { ...opened, checks: [], targets: [{ ...full, wanted: 0, available: 0 }] },
      lead + 1,
      { check: "lead", message: { because: expect.stringMatching(/switched off/u) } },
    ],
    [
      "a day before, no room: people are told",
      { checks: [], short: "Pool b lacks room." },
      start - 1440 * minute,
      { check: "day", message: { topic: "campaign_short", because: "Pool b lacks room." } },
    ],
    [
      "a day before, room: only noted",
      { checks: [] },
      start - 1440 * minute,
      { check: "day", message: null },
    ],
    ["a look that was made is not made again", { checks: ["day"] }, start - 1440 * minute, null],
    ["at its end: it goes down from there", opened, end + 1000, { set: { coolFrom: end }, wake: true }],
    [
      "at its end, seen late: it goes down from now",
      opened,
      end + 10 * minute,
      { set: { coolFrom: end + 10 * minute }, wake: true },
    ],
    ["in the cool-down: nothing", { ...opened, coolFrom: end }, end + cool - 1, null],
    [
      "cooled down: closed",
      { ...opened, coolFrom: end },
      end + cool,
      { set: { closedAt: end + cool }, audit: { action: "campaign.close" } },
    ],
  ])("%s", (_what, more, now, step) => {
    const next = nextStep(watched(more), now);
    if (step === null) expect(next).toBeNull();
    else expect(next).toMatchObject(step);
  });
});
