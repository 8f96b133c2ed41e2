import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

describe("approvals", () => {
  let world: OperationsWorld;
  let refund: string;
  let planHash: string;
  beforeAll(async () => {
    world = await operationsWorld();
    refund = await world.deployment("payment-refund-api", "production", "awaiting_approval");
    planHash = await world.planHash(refund);
  }, 90_000);
  afterAll(() => world.close());

  const decide = async (verb: "approve" | "reject", account: string, body: Record<string, unknown>) =>
    world.operations.approvals[verb](await world.actor(account), { id: refund, body });
  const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });

  test("shows the lead one request that waits, and its plan as it was asked", async () => {
    const lead = await world.actor("payment-lead");
    const inbox = await world.operations.approvals.inbox(lead, { box: "mine" });
    expect(inbox.items.map(({ deployment }) => deployment.service)).toEqual(["payment-refund-api"]);
    expect(inbox.counts).toEqual(expect.objectContaining({ mine: 1, team: 1, sent: 0 }));
    const review = await world.operations.approvals.review(lead, { id: refund });
    expect(review.unchangedSinceAsked).toBe(true);
    expect(review.plan.release.build).toBe(170);
    expect(review.plan.checks.filter(({ outcome }) => outcome === "blocked")).toEqual([]);
    expect(review.item.approve).toEqual({ allowed: true });
  });

  test.each([
    ["the one who asked", "payment-dev-1", "four_eyes"],
    ["another developer of the team", "payment-dev-2", "forbidden"],
    ["a lead of another team", "points-lead", "forbidden"],
    ["a platform admin", "platform-admin-1", "forbidden"],
    ["a service account", "ci-bot", "forbidden"],
    ["the person on call", "payment-oncall-1", "forbidden"],
    ["the auditor", "auditor", "forbidden"],
  ])("refuses %s (%s) with %s", async (_who, account, code) => {
    const before = [await world.rows("approval"), await world.rows("audit_event")];
    await expect(decide("approve", account, { planHash })).rejects.toEqual(refusal(code));
    expect([await world.rows("approval"), await world.rows("audit_event")]).toEqual(before);
  });

  test("refuses a decision about another plan", async () => {
    await expect(decide("approve", "payment-lead", { planHash: "0".repeat(64) })).rejects.toEqual(
      refusal("stale_approval"),
    );
  });

  test("refuses an approval with a sign-in of yesterday, and takes it after a new one", async () => {
    const lead = { ...(await world.actor("payment-lead")), authenticatedAt: Date.now() - 26 * 3_600_000 };
    const before = await world.rows("approval");
    const attempt = world.operations.approvals.approve(lead, { id: refund, body: { planHash } });
    await expect(attempt).rejects.toEqual(refusal("step_up_required"));
    expect(await world.rows("approval")).toBe(before);
    const { item } = await world.operations.approvals.review(lead, { id: refund });
    expect(item.approve).toMatchObject({ allowed: false, code: "step_up_required" });
  });

  test("refuses a rejection without a word", async () => {
    await expect(decide("reject", "payment-lead", { planHash, comment: "  " })).rejects.toEqual(
      refusal("invalid_input"),
    );
  });

  test("records one decision per person, with its plan and an audit row", async () => {
    const answer = await decide("approve", "payment-lead", { planHash, comment: "looks fine" });
    expect(answer.deploymentId).toBe(refund);
    expect((await world.audited(refund))[0]).toEqual({ actor: "payment-lead", action: "approval.approve" });
    await expect(decide("approve", "payment-lead", { planHash })).rejects.toEqual(refusal("conflict"));
  });

  test("voids an approval when the plan changes after it", async () => {
    await sql`insert into config_version (id, service, environment, version, data, author, comment, sha256)
      select gen_random_uuid(), service, environment, version + 1, data || '{"FEATURE_FLAGS": "partial"}', 'payment-dev-2', 'flags', sha256
      from config_version where service = 'payment-refund-api' and environment = 'production' order by version desc limit 1`.execute(
      world.database,
    );
    const changed = await world.operations.deployments.changePlan(await world.actor("payment-dev-1"), {
      id: refund,
      body: { config: 5 },
    });
    expect(changed.state).toBe("awaiting_approval");
    await expect(decide("approve", "payment-lead", { planHash })).rejects.toEqual(refusal("stale_approval"));
    const fresh = await world.planHash(refund);
    expect(fresh).not.toBe(planHash);
    await decide("approve", "payment-lead", { planHash: fresh });
  });

  test("counts the author of the planned config as involved", async () => {
    await sql`delete from approval where deployment_id = ${refund}`.execute(world.database);
    await sql`insert into config_version (id, service, environment, version, data, author, comment, sha256)
      select gen_random_uuid(), service, environment, 6, data || '{"FEATURE_FLAGS": "lead"}', 'payment-lead', 'flags', sha256
      from config_version where service = 'payment-refund-api' and environment = 'production' and version = 5`.execute(
      world.database,
    );
    await world.operations.deployments.changePlan(await world.actor("payment-dev-1"), {
      id: refund,
      body: { config: 6 },
    });
    const fresh = await world.planHash(refund);
    await expect(decide("approve", "payment-lead", { planHash: fresh })).rejects.toEqual(
      refusal("four_eyes"),
    );
    await decide("approve", "payment-deputy", { planHash: fresh });
  });

  test("only the one who asked changes the plan", async () => {
    await expect(
      world.operations.deployments.changePlan(await world.actor("payment-dev-2"), {
        id: refund,
        body: { config: 5 },
      }),
    ).rejects.toEqual(refusal("forbidden"));
  });

  test("refuses to decide about a request that expired", async () => {
    await sql`update deployment set approval_expires_at = now() - interval '1 minute' where id = ${refund}`.execute(
      world.database,
    );
    await expect(decide("approve", "payment-lead", { planHash })).rejects.toEqual(refusal("four_eyes"));
    await sql`delete from plan_contributor where deployment_id = ${refund}`.execute(world.database);
    await expect(decide("approve", "payment-lead", { planHash })).rejects.toEqual(
      refusal("approval_expired"),
    );
  });
});
