import { describe, expect, it } from "vitest";
import type { ServiceRow } from "@/contracts/service";
import { filterRows, parseFilter, withTerm } from "./filter-query";
import { sortByNeed } from "./sort-rows";

function row(over: Partial<ServiceRow>): ServiceRow {
  return {
    name: "payment-history-api",
    domain: "payment",
    team: "payment",
    owner: "payment",
    onCall: "payment",
    tier: 2,
    stack: "backend-java",
    strategy: "blueGreen",
    pool: "b",
    present: true,
    health: "ok",
    sentence: null,
    serving: "green",
    colors: [],
    bounds: null,
    inFlight: null,
    lastChange: null,
    seenAt: null,
    rev: 1,
    ...over,
  };
}

const rows = [
  row({}),
  row({ name: "points-history-api", domain: "points", team: "points", health: "failing" }),
  row({ name: "payment-risk-api", team: "risk", tier: 1, health: "look" }),
  row({ name: "partner-simulator-api", team: "partner", present: false }),
];
const found = (text: string) => filterRows(rows, parseFilter(text)).map((one) => one.name);

describe("the filter of the services list", () => {
  it.each([
    ["keeps everything when empty", "", 4],
    ["finds by a part of the name", "history", 2],
    ["finds by letters in order", "phist", 2],
    ["narrows by team", "team:risk", 1],
    ["joins terms with and", "history team:points", 1],
    ["negates with an exclamation mark", "health:!ok", 3],
    ["finds tier", "tier:1", 1],
    ["shows nothing for an unknown key, so that typing errors are seen", "teem:risk", 0],
    ["ignores white space and case", "  TEAM:Risk  ", 1],
  ])("%s", (_, text, count) => expect(found(text)).toHaveLength(count));

  it("replaces a term that a menu writes and removes it again", () => {
    expect(withTerm("history team:risk", "team", "points")).toBe("history team:points");
    expect(withTerm("history team:risk", "team", "")).toBe("history");
  });
});

describe("the order of the services list", () => {
  it("puts failing first and what is not here last", () => {
    expect(sortByNeed(rows).map((one) => one.name)).toEqual([
      "points-history-api",
      "payment-risk-api",
      "payment-history-api",
      "partner-simulator-api",
    ]);
  });
});
