import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { anActor, member, ownership } from "@/server/testing/an-actor";
import {
  type ApprovalCase,
  commentGiven,
  eligibleApprovers,
  freshSignIn,
  mayDecide,
  samePlan,
} from "./four-eyes";

const now = Date.UTC(2026, 0, 1);
const request: ApprovalCase = {
  resource: { ownership, place: { environment: "production", protected: true } },
  requestedBy: "checkout-dev-1",
  responsible: null,
  contributors: [],
  state: "awaiting_approval",
  cause: null,
  planHash: "a".repeat(64),
  approvalExpiresAt: now + 3_600_000,
  decided: [],
};
const lead = member("payment-lead", "payment", "lead");
const deputy = member("payment-deputy", "payment", "deputy");
const manager = anActor({ account: "release-manager", roles: ["release-manager"] });

describe("four eyes", () => {
  const actors = {
    "the one who asked": member("checkout-dev-1", "checkout", "developer"),
    "the lead of the owner team": lead,
    "the deputy of the owner team": deputy,
    "a release manager": manager,
    "another developer": member("payment-dev-2", "payment", "developer"),
    "the lead of the building team": member("checkout-lead", "checkout", "lead"),
    "a lead of another team": member("points-lead", "points", "lead"),
    "a platform admin": anActor({ account: "platform-admin-1", roles: ["platform-admin"] }),
    "a pipeline with the role of a release manager": anActor({
      account: "ci-bot",
      kind: "service",
      roles: ["ci", "release-manager"],
    }),
  } as const;
  const cases: Record<string, { change: Partial<ApprovalCase>; codes: Record<keyof typeof actors, string> }> =
    {
      "a request that waits": {
        change: {},
        codes: {
          "the one who asked": "four_eyes",
          "the lead of the owner team": "yes",
          "the deputy of the owner team": "yes",
          "a release manager": "yes",
          "another developer": "forbidden",
          "the lead of the building team": "forbidden",
          "a lead of another team": "forbidden",
          "a platform admin": "forbidden",
          "a pipeline with the role of a release manager": "forbidden",
        },
      },
      "a request by the lead": {
        change: { requestedBy: "payment-lead" },
        codes: {
          "the one who asked": "forbidden",
          "the lead of the owner team": "four_eyes",
          "the deputy of the owner team": "yes",
          "a release manager": "yes",
          "another developer": "forbidden",
          "the lead of the building team": "forbidden",
          "a lead of another team": "forbidden",
          "a platform admin": "forbidden",
          "a pipeline with the role of a release manager": "forbidden",
        },
      },
      "a plan with config of the deputy": {
        change: { contributors: [{ account: "payment-deputy", what: "config 12" }] },
        codes: {
          "the one who asked": "four_eyes",
          "the lead of the owner team": "yes",
          "the deputy of the owner team": "four_eyes",
          "a release manager": "yes",
          "another developer": "forbidden",
          "the lead of the building team": "forbidden",
          "a lead of another team": "forbidden",
          "a platform admin": "forbidden",
          "a pipeline with the role of a release manager": "forbidden",
        },
      },
      "a request of a pipeline that the lead answers for": {
        change: { requestedBy: "ci-bot", responsible: "payment-lead" },
        codes: {
          "the one who asked": "forbidden",
          "the lead of the owner team": "four_eyes",
          "the deputy of the owner team": "yes",
          "a release manager": "yes",
          "another developer": "forbidden",
          "the lead of the building team": "forbidden",
          "a lead of another team": "forbidden",
          "a platform admin": "forbidden",
          "a pipeline with the role of a release manager": "four_eyes",
        },
      },
    };
  const table = Object.entries(cases).flatMap(([what, { change, codes }]) =>
    Object.entries(codes).map(([who, code]) => [what, who, code, change] as const),
  );
  test.each(table)("%s, %s: %s", (_what, who, code, change) => {
    const answer = mayDecide(actors[who as keyof typeof actors], { ...request, ...change }, now);
    expect(answer.allowed ? "yes" : answer.code).toBe(code);
  });

  test.each([
    ["a request that nobody decided in time", { approvalExpiresAt: now - 1 }, "approval_expired"],
    [
      "a request that expired and was canceled",
      { state: "canceled", cause: "approval_expired" },
      "approval_expired",
    ],
    ["a deployment that runs", { state: "progressing" }, "wrong_state"],
    ["a plan that this person approved already", { decided: ["payment-lead"] }, "conflict"],
  ])("refuses %s", (_what, change, code) => {
    expect(mayDecide(lead, { ...request, ...change }, now)).toEqual(
      expect.objectContaining({ allowed: false, code }),
    );
  });

  test("sends the one who asked to the others", () => {
    expect(mayDecide(lead, { ...request, requestedBy: "payment-lead" }, now)).toEqual({
      allowed: false,
      code: "four_eyes",
      reason: "payment-lead asked for this. Another person must approve it: payment-deputy.",
      whoCan: ["payment-deputy"],
    });
  });

  test("counts an approval for one plan only", () => {
    expect(samePlan(request, request.planHash).allowed).toBe(true);
    expect(samePlan(request, "b".repeat(64))).toEqual(expect.objectContaining({ code: "stale_approval" }));
  });

  test("wants words with a rejection", () => {
    expect(commentGiven(" ")).toEqual(expect.objectContaining({ code: "invalid_input" }));
    expect(commentGiven("too early").allowed).toBe(true);
  });
});

const names = fc.constantFrom("payment-lead", "payment-deputy", "release-manager", "checkout-dev-1");

describe("properties of four eyes", () => {
  property.prop([names, fc.array(names, { maxLength: 3 })])(
    "whoever asked or took part never decides",
    (requestedBy, contributors) => {
      const wanted = {
        ...request,
        requestedBy,
        contributors: contributors.map((account) => ({ account, what: "config 2" })),
      };
      for (const actor of [lead, deputy, manager]) {
        const involved = [requestedBy, ...contributors].some((account) => account === actor.account);
        const answer = mayDecide(actor, wanted, now);
        expect(answer.allowed).toBe(!involved);
      }
    },
  );

  property.prop([names, fc.array(names, { maxLength: 3 })])(
    "the list of approvers is exactly those who may",
    (requestedBy, contributors) => {
      const wanted = {
        ...request,
        requestedBy,
        contributors: contributors.map((account) => ({ account, what: "config 2" })),
      };
      const may = [lead, deputy, manager]
        .filter((actor) => mayDecide(actor, wanted, now).allowed)
        .map(({ account }) => account);
      expect(eligibleApprovers(wanted, ["release-manager"])).toEqual(may);
    },
  );
});

describe("R6: a sign-in that is recent enough", () => {
  const hours = (count: number) => now - count * 3_600_000;
  const open: Pick<ApprovalCase, "resource"> = {
    resource: { ownership, place: { environment: "beta", protected: false } },
  };
  test.each([
    ["a sign-in of this hour", { ...lead, authenticatedAt: hours(1) }, request, true],
    ["a sign-in of exactly twelve hours ago", { ...lead, authenticatedAt: hours(12) }, request, true],
    ["a sign-in of yesterday", { ...lead, authenticatedAt: hours(26) }, request, false],
    [
      "a sign-in of yesterday, where nothing is protected",
      { ...lead, authenticatedAt: hours(26) },
      open,
      true,
    ],
    ["a token, which has scopes and an end", lead, request, true],
  ])("%s", (_, actor, wanted, may) => {
    const answer = freshSignIn(actor, wanted, now);
    expect(answer.allowed).toBe(may);
    if (!answer.allowed)
      expect(answer).toMatchObject({
        code: "step_up_required",
        reason: "You signed in 26 hours ago. Sign in again, then approve: this environment is protected.",
      });
  });
});
