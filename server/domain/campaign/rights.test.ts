import { describe, expect, test } from "vitest";
import type { Actor } from "@/server/domain/access/actor";
import { anActor, member, ownership } from "@/server/testing/an-actor";
import { mayConfirm, mayLiftFreeze, mayManage, mayPlan } from "./rights";

const now = Date.UTC(2026, 10, 27);
const beta = { ownership, place: { environment: "beta", protected: false } };
const production = { ownership, place: { environment: "production", protected: true } };
const people = {
  "a viewer": anActor(),
  "a developer of the building team": member("checkout-dev-1", "checkout", "developer"),
  "a developer of the owner team": member("payment-dev-1", "payment", "developer"),
  "the lead of the owner team": member("payment-lead", "payment", "lead"),
  "the deputy of the owner team": member("payment-deputy", "payment", "deputy"),
  "on call for the paged team": member("checkout-oncall-1", "checkout", "on_call"),
  "a lead of another team": member("points-lead", "points", "lead"),
  "a release manager": anActor({ roles: ["release-manager"] }),
  "a campaign owner": anActor({ account: "campaign-owner", roles: ["campaign-owner"] }),
  "a platform admin": anActor({ roles: ["platform-admin"] }),
  "a release manager's token without scope": anActor({
    roles: ["release-manager"],
    token: { prefix: "p", scopes: ["read"], services: ["*"] },
  }),
  "an auditor": anActor({ roles: ["auditor"] }),
  "the pipeline": anActor({ account: "ci-bot", kind: "service", roles: ["ci"] }),
} satisfies Record<string, Actor>;

describe("who plans, who changes and who confirms a campaign", () => {
  test.each<[keyof typeof people, boolean, boolean, boolean]>([
    ["a viewer", false, false, false],
    ["a developer of the building team", true, false, false],
    ["a developer of the owner team", true, false, false],
    ["the lead of the owner team", true, false, true],
    ["the deputy of the owner team", true, false, true],
    ["on call for the paged team", true, false, false],
    ["a lead of another team", false, false, false],
    ["a release manager", false, false, false],
    ["a campaign owner", true, true, false],
    ["a platform admin", false, false, false],
    ["an auditor", false, false, false],
    ["the pipeline", false, false, false],
  ])("%s: beta %s, production %s, confirms %s", (who, open, guarded, confirms) => {
    const actor = people[who];
    expect(mayPlan(actor, { resources: [beta], now }).allowed).toBe(open);
    expect(mayPlan(actor, { resources: [production], now }).allowed).toBe(guarded);
    expect(mayConfirm(actor, "somebody-else", { resource: production, now }).allowed).toBe(confirms);
  });

  test("one service that somebody may not plan is enough for a no", () => {
    const place = { resources: [beta, production], now };
    expect(mayPlan(people["a developer of the owner team"], place)).toMatchObject({
      code: "forbidden",
      whoCan: ["campaign-owner"],
    });
  });

  test("whose campaign it is changes it, and so does who plans campaigns there", () => {
    const campaign = { owner: "payment-lead", title: "Night market" };
    const place = { resources: [production], now };
    const may = (who: keyof typeof people) => mayManage(people[who], campaign, place);
    expect(may("the lead of the owner team").allowed).toBe(true);
    expect(may("a campaign owner").allowed).toBe(true);
    expect(may("the deputy of the owner team")).toMatchObject({ whoCan: ["payment-lead", "campaign-owner"] });
  });

  test("nobody confirms what they asked for; the other one of the two is named", () => {
    expect(
      mayConfirm(people["the lead of the owner team"], "payment-lead", { resource: production, now }),
    ).toMatchObject({ code: "four_eyes", whoCan: ["payment-deputy"] });
  });
});

describe("who lifts the freeze of a campaign", () => {
  const campaign = { askedBy: "campaign-owner", title: "Night coupon" };
  const points = { name: "points", lead: "points-lead", deputy: "points-deputy" };
  const foreign = { ...production, ownership: { ...ownership, owner: { ...ownership.owner, ...points } } };
  const may = (who: keyof typeof people, resources = [production], askedBy = "campaign-owner") =>
    mayLiftFreeze(people[who], { ...campaign, askedBy }, { resources, now });

  test.each<[keyof typeof people, boolean]>([
    ["a developer of the owner team", false],
    ["the lead of the owner team", true],
    ["the deputy of the owner team", true],
    ["on call for the paged team", false],
    ["a lead of another team", false],
    ["a release manager", true],
    ["a release manager's token without scope", false],
    ["a platform admin", true],
    ["an auditor", false],
    ["the pipeline", false],
  ])("%s: %s", (who, lifts) => {
    expect(may(who).allowed).toBe(lifts);
  });

  test("with a service of another team the lead alone does not: a release manager does", () => {
    expect(may("the lead of the owner team", [production, foreign])).toMatchObject({
      code: "forbidden",
      whoCan: ["release-manager"],
    });
    expect(may("a release manager", [production, foreign]).allowed).toBe(true);
  });

  test("nobody lifts the freeze of the campaign that they asked for", () => {
    expect(may("the lead of the owner team", [production], "payment-lead")).toMatchObject({
      code: "four_eyes",
      whoCan: ["payment-deputy", "release-manager"],
    });
  });
});
