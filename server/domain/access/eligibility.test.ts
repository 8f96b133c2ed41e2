import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { anActor, member, ownership } from "@/server/testing/an-actor";
import type { Actor, Membership } from "./actor";
import { mayDo } from "./eligibility";
import { type Action, matrix } from "./matrix";

const open = { ownership, place: { environment: "beta", protected: false } };
const guarded = { ownership, place: { environment: "production", protected: true } };
const now = Date.UTC(2026, 0, 1);

const people: Record<string, Actor> = {
  "a viewer": anActor(),
  "a developer of the building team": member("checkout-dev-1", "checkout", "developer"),
  "a developer of the owner team": member("payment-dev-1", "payment", "developer"),
  "a lead of the building team only": member("checkout-lead", "checkout", "lead"),
  "the lead of the owner team": member("payment-lead", "payment", "lead"),
  "the deputy of the owner team": member("payment-deputy", "payment", "deputy"),
  "on call for the paged team": member("checkout-oncall-1", "checkout", "on_call"),
  "on call for another team": member("points-oncall-1", "points", "on_call"),
  "a lead of another team": member("points-lead", "points", "lead"),
  "a release manager": anActor({ roles: ["release-manager"] }),
  "a platform admin": anActor({ roles: ["platform-admin"] }),
  "an auditor": anActor({ roles: ["auditor"] }),
  "the pipeline": anActor({ account: "ci-bot", kind: "service", roles: ["ci"] }),
  "the agent": anActor({ account: "agent-prod-1", kind: "service", roles: ["agent"] }),
};

describe("who may do what", () => {
  test.each<[keyof typeof people, Action, "beta" | "production", boolean]>([
    ["a viewer", "deployment.read", "production", true],
    ["a viewer", "deploy.request", "beta", false],
    ["a developer of the building team", "deploy.request", "beta", true],
    ["a developer of the building team", "deploy.request", "production", true],
    ["a developer of the building team", "deploy.approve", "production", false],
    ["a developer of the building team", "deploy.promote", "production", true],
    ["a developer of the building team", "deploy.rollback", "production", false],
    ["a developer of the building team", "deploy.rollback", "beta", true],
    ["a developer of the owner team", "deploy.request", "production", true],
    ["a lead of the building team only", "deploy.approve", "production", false],
    ["a lead of the building team only", "deploy.request", "production", true],
    ["the lead of the owner team", "deploy.approve", "production", true],
    ["the deputy of the owner team", "deploy.approve", "production", true],
    ["the lead of the owner team", "deploy.switchBack", "production", true],
    ["on call for the paged team", "deploy.switchBack", "production", true],
    ["on call for the paged team", "deploy.approve", "production", false],
    ["on call for another team", "deploy.abort", "production", false],
    ["a lead of another team", "deploy.approve", "production", false],
    ["a release manager", "deploy.approve", "production", true],
    ["a release manager", "deploy.request", "production", false],
    ["a platform admin", "deploy.approve", "production", false],
    ["a platform admin", "deploy.request", "production", false],
    ["a platform admin", "deploy.promote", "production", false],
    ["a platform admin", "deploy.rollback", "production", false],
    ["a platform admin", "deploy.abort", "production", true],
    ["an auditor", "deploy.request", "beta", false],
    ["an auditor", "pod.logs", "production", false],
    ["the pipeline", "deploy.request", "production", true],
    ["the pipeline", "deploy.promote", "production", false],
    ["the pipeline", "deploy.abort", "production", false],
    ["the pipeline", "deploy.abort", "beta", true],
    ["the pipeline", "deployment.read", "production", true],
    ["the pipeline", "pod.read", "beta", false],
    ["the pipeline", "pod.logs", "beta", false],
    ["the agent", "deployment.read", "production", false],
    ["the agent", "pod.logs", "beta", false],
  ])("%s: %s in %s is %s", (who, action, environment, expected) => {
    const actor = people[who] ?? anActor();
    const answer = mayDo(actor, action, { resource: environment === "beta" ? open : guarded, now });
    expect(answer.allowed).toBe(expected);
  });

  test("a refusal names the rule and who can", () => {
    expect(
      mayDo(member("points-dev-1", "points", "developer"), "deploy.approve", { resource: guarded, now }),
    ).toEqual({
      allowed: false,
      code: "forbidden",
      reason:
        "points-dev-1 may not approve payment-qr-api in production. Ask payment-lead, payment-deputy or release-manager.",
      whoCan: ["payment-lead", "payment-deputy", "release-manager"],
    });
  });

  test.each([
    [59, true],
    [61, false],
  ])("the one who asked may take the own switch back %i minutes after it: %s", (minutes, expected) => {
    const resource = {
      ...guarded,
      ownSwitch: { requestedBy: "checkout-dev-1", switchedAt: now - minutes * 60_000 },
    };
    expect(
      mayDo(member("checkout-dev-1", "checkout", "developer"), "deploy.rollback", { resource, now }).allowed,
    ).toBe(expected);
  });

  test.each<[string, readonly string[], readonly string[], Action, boolean]>([
    ["a read token", ["read"], ["*"], "deployment.read", true],
    ["a read token", ["read"], ["*"], "deploy.request", false],
    ["a token for beta", ["deploy:beta"], ["*"], "deploy.request", false],
    [
      "a token that may ask in production",
      ["deploy:production:request"],
      ["payment-*"],
      "deploy.request",
      true,
    ],
    [
      "a token that may ask in production",
      ["deploy:production:request"],
      ["payment-*"],
      "deploy.promote",
      false,
    ],
    ["a token for other services", ["deploy:production"], ["points-*"], "deploy.request", false],
  ])("%s (%j on %j): %s in production is %s", (_what, scopes, services, action, expected) => {
    const actor = {
      ...member("checkout-dev-1", "checkout", "developer"),
      token: { prefix: "svc_x", scopes, services },
    };
    expect(mayDo(actor, action, { resource: guarded, now }).allowed).toBe(expected);
  });
});

const actions = fc.constantFrom(...(Object.keys(matrix) as Action[]));
const memberships: fc.Arbitrary<Membership> = fc.record({
  team: fc.constantFrom("checkout", "payment", "points"),
  role: fc.constantFrom("developer", "lead", "deputy", "on_call"),
});
const roles = fc.constantFrom("release-manager", "campaign-owner", "platform-admin", "auditor", "ci");
const actors = fc
  .record({
    roles: fc.array(roles, { maxLength: 3 }),
    memberships: fc.array(memberships, { maxLength: 3 }),
    kind: fc.constantFrom("human" as const, "service" as const),
  })
  .map((grants) => anActor(grants));
const resources = fc.constantFrom(open, guarded);

describe("properties of the matrix", () => {
  property.prop([actors, memberships, roles, actions, resources])(
    "adding a grant never removes a permission",
    (actor, membership, role, action, resource) => {
      const before = mayDo(actor, action, { resource, now }).allowed;
      const more = {
        ...actor,
        roles: [...actor.roles, role],
        memberships: [...actor.memberships, membership],
      };
      expect(!before || mayDo(more, action, { resource, now }).allowed).toBe(true);
    },
  );

  property.prop([actors, actions, resources])(
    "a token never allows what its owner may not",
    (owner, action, resource) => {
      const token = { ...owner, token: { prefix: "svc_x", scopes: ["*"], services: ["*"] } };
      expect(mayDo(token, action, { resource, now }).allowed).toBe(
        mayDo(owner, action, { resource, now }).allowed,
      );
    },
  );

  property.prop([actors, actions, resources])(
    "a person without a team and without a role only reads; a program does not even that",
    (actor, action, resource) => {
      const nobody = { ...actor, roles: [], memberships: [] };
      const reads: Action[] = ["deployment.read", "pod.read"];
      const readsWhatIsOpen: Action[] = ["pod.logs", "pod.manifest"];
      expect(mayDo(nobody, action, { resource, now }).allowed).toBe(
        actor.kind === "human" &&
          (reads.includes(action) || (readsWhatIsOpen.includes(action) && resource === open)),
      );
    },
  );

  property.prop([actors, resources])(
    "a platform admin alone never changes what production runs",
    (actor, resource) => {
      const admin = { ...actor, memberships: [], roles: ["platform-admin"] };
      for (const action of [
        "deploy.approve",
        "deploy.request",
        "deploy.promote",
        "deploy.rollback",
        "deploy.switchBack",
      ] as const) {
        expect(mayDo(admin, action, { resource, now }).allowed).toBe(false);
      }
    },
  );
});
