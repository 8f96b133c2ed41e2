import { describe, expect, test } from "vitest";
import { mayApply } from "@/server/domain/deployment-view/verbs";
import { aDeployment, viewOf } from "@/server/testing/a-deployment";
import { anActor } from "@/server/testing/an-actor";
import { freezeRefusal, freezeSentence, isFrozenFor, mayEditFreeze } from "./freeze";

const freeze = {
  id: "f",
  environment: "production",
  reason: "month end settlement. ",
  openedBy: "release-manager-1",
  until: Date.UTC(2026, 10, 24, 6),
  campaign: null,
};

test("a refusal says what is frozen, until when, by whom and why, and who can lift it", () => {
  expect(freezeRefusal(freeze, ["release-manager-1", "release-manager-2"])).toEqual({
    code: "freeze_active",
    reason:
      "production is frozen until 2026-11-24 06:00 UTC by release-manager-1: month end settlement. " +
      "Rollbacks stay possible; release-manager-1 or release-manager-2 can lift it.",
    whoCan: ["release-manager-1", "release-manager-2"],
  });
  expect(freezeSentence(freeze)).toMatch(/settlement\.$/);
  expect(freezeRefusal({ ...freeze, campaign: "night-coupon" }, ["release-manager-1"]).reason).toMatch(
    /release-manager-1 can lift it, and leads of its services at \/campaigns\/night-coupon\.$/,
  );
});

test("the way back stays open", () => {
  const kinds = ["release", "config", "restart", "adopt", "rollback", "resume"] as const;
  expect(kinds.filter(isFrozenFor)).toEqual(["release", "config", "restart", "adopt"]);
});

describe("who may open and lift", () => {
  const rows: [string, Parameters<typeof anActor>[0], boolean][] = [
    ["a release manager", { roles: ["release-manager"] }, true],
    ["a platform admin", { roles: ["platform-admin"] }, true],
    ["a lead", { memberships: [{ team: "payment", role: "lead" }] }, false],
    ["a service account, whatever it may", { kind: "service", roles: ["release-manager"] }, false],
    [
      "a release manager with a cut-down token",
      { roles: ["release-manager"], token: { prefix: "p", scopes: ["read"], services: ["*"] } },
      false,
    ],
  ];
  test.each(rows)("%s", (_, actor, may) => {
    const answer = mayEditFreeze(anActor(actor), ["release-manager-1"]);
    expect(answer.allowed).toBe(may);
    if (!answer.allowed) expect(answer).toMatchObject({ code: "forbidden", whoCan: ["release-manager-1"] });
  });
});

test("nobody promotes in a freeze: the button says why", () => {
  const { actor, now } = viewOf(aDeployment());
  const record = aDeployment({ state: "awaiting_promotion", freeze });
  expect(mayApply("promote", { actor, record, now })).toMatchObject({
    allowed: false,
    code: "freeze_active",
    whoCan: ["a release manager"],
  });
  expect(mayApply("abort", { actor, record, now })).toEqual({ allowed: true });
});
