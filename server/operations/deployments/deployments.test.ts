import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const service = "payment-history-api";

describe("asking for deployments", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());

  const ask = async (account: string, body: Record<string, unknown>, idempotencyKey?: string) =>
    world.operations.deployments.request(await world.actor(account), { body, idempotencyKey });
  const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });

  test("a restart of production needs no approval, so it cannot bring the build that waits for one", async () => {
    const place = { service: "payment-refund-api", environment: "production", kind: "restart" };
    const waiting = await world.tag("payment-refund-api", 170);
    await expect(ask("payment-lead", { ...place, version: waiting })).rejects.toEqual(refusal("wrong_state"));
  });

  test("a restart keeps the config that is live, also when a newer one was saved", async () => {
    const place = { service: "payment-method-api", environment: "dev" };
    const by = await world.actor("payment-dev-1");
    const { live } = await world.operations.config.get(by, place);
    const { version: base } = await world.operations.config.get(by, place);
    const edits = [{ key: "NEW_KEY", value: "1" }];
    const saved = await world.operations.config.save(by, { ...place, body: { message: "new", base, edits } });
    const restart = { ...place, version: live?.tag, kind: "restart" };
    await expect(ask("payment-dev-1", { ...restart, config: saved.version })).rejects.toEqual(
      refusal("wrong_state"),
    );
    const { deploymentId } = await ask("payment-dev-1", restart);
    const made = await world.operations.deployments.get(by, { id: deploymentId });
    expect(made.release.config).toBe(live?.version);
  });

  test.each([
    [
      "a build that did not pass beta",
      "not_succeeded_in_previous",
      { service, environment: "production", version: "1.23.0-b313-8367ed9" },
    ],
    [
      "a branch that production does not take",
      "branch_not_allowed",
      { service, environment: "production", version: "main-b311-c732b6f" },
    ],
    [
      "a tag that nobody registered",
      "image_missing",
      { service, environment: "beta", version: "9.9.9-b999-0000000" },
    ],
    [
      "what runs already",
      "nothing_to_change",
      { service, environment: "beta", version: "main-b311-c732b6f" },
    ],
    [
      "a config version that does not exist",
      "not_found",
      { service, environment: "beta", version: "1.23.0-b313-8367ed9", config: 99 },
    ],
    [
      "a restart that brings another build",
      "wrong_state",
      { service, environment: "beta", version: "1.23.0-b313-8367ed9", kind: "restart" },
    ],
    ["an unknown service", "not_found", { service: "no-such-api", environment: "beta", version: "x" }],
    ["a body that does not fit", "invalid_input", { service, environment: "beta" }],
  ])("refuses %s with %s and writes nothing", async (_what, code, body) => {
    const before = [
      await world.rows("deployment"),
      await world.rows("audit_event"),
      await world.rows("plan"),
    ];
    await expect(ask("payment-dev-1", body)).rejects.toEqual(refusal(code));
    expect([
      await world.rows("deployment"),
      await world.rows("audit_event"),
      await world.rows("plan"),
    ]).toEqual(before);
  });

  test("refuses an image that is not in the registry, before any object is written", async () => {
    world.images.set("2.27.0-b442-6b766c5", { state: "missing" });
    await expect(
      ask("promotion-dev-1", {
        service: "promotion-banner-api",
        environment: "beta",
        version: "2.27.0-b442-6b766c5",
      }),
    ).rejects.toEqual(refusal("image_missing"));
  });

  test("refuses a tag that names another image now", async () => {
    world.images.set("1.34.0-b212-651b9e9", { state: "found", digest: `sha256:${"0".repeat(64)}` });
    await expect(
      ask("payment-dev-1", {
        service: "payment-gateway-api",
        environment: "beta",
        version: "1.34.0-b212-651b9e9",
      }),
    ).rejects.toEqual(refusal("digest_mismatch"));
  });

  test("takes a silent registry for neither yes nor no", async () => {
    world.images.set("1.34.0-b212-651b9e9", { state: "unknown", message: "no answer" });
    await expect(
      ask("payment-dev-1", {
        service: "payment-gateway-api",
        environment: "beta",
        version: "1.34.0-b212-651b9e9",
      }),
    ).rejects.toEqual(refusal("unavailable"));
  });

  test.each(["points-dev-1", "platform-admin-1", "auditor", "campaign-owner"])(
    "refuses %s, who is not of the team",
    async (account) => {
      await expect(
        ask(account, { service, environment: "beta", version: "1.23.0-b313-8367ed9" }),
      ).rejects.toEqual(refusal("forbidden"));
    },
  );

  test("queues a beta deployment, records it, and answers a repeat with the same row", async () => {
    const body = { service, environment: "beta", version: "1.23.0-b313-8367ed9", reason: "DEMO-2402" };
    const first = await ask("payment-dev-1", body, "key-12345678");
    expect(first.state).toBe("queued");
    expect(await world.audited(first.deploymentId)).toEqual([
      { actor: "payment-dev-1", action: "deployment.request" },
    ]);
    const count = await world.rows("deployment");
    expect(await ask("payment-dev-1", body, "key-12345678")).toEqual(first);
    expect(await world.rows("deployment")).toBe(count);
    await expect(ask("payment-dev-1", { ...body, reason: "other" }, "key-12345678")).rejects.toEqual(
      refusal("idempotency_mismatch"),
    );
    await expect(
      ask("payment-dev-2", { service, environment: "beta", version: "1.22.0-b309-1f0defb" }),
    ).rejects.toEqual(refusal("deployment_in_progress"));
    const queued = await ask("payment-dev-2", {
      service,
      environment: "beta",
      version: "1.22.0-b309-1f0defb",
      queue: true,
    });
    expect(queued.state).toBe("queued");
  });

  test("asks for approval in production once beta has passed, with its evidence", async () => {
    const beta = await world.deployment(service, "beta", "queued");
    await sql`update deployment set verified_at = now() where target_id = (select target_id from deployment where id = ${beta})
      and image_digest = (select digest from build where tag = '1.23.0-b313-8367ed9')`.execute(
      world.database,
    );
    const plan = await world.operations.plans.create(await world.actor("payment-dev-1"), {
      service,
      environment: "production",
      version: "1.23.0-b313-8367ed9",
    });
    expect(plan.checks.filter(({ outcome }) => outcome === "blocked")).toEqual([]);
    expect(plan.candidate).toBe("blue");
    expect(plan.evidence?.environment).toBe("beta");
    expect(plan.approvals).toEqual({
      required: 1,
      approvers: ["payment-lead", "payment-deputy"],
      expiresHours: 24,
    });
    expect(plan.changes[0]).toEqual(
      expect.objectContaining({ area: "image", to: expect.stringContaining("1.23.0-b313") }),
    );
    const body = {
      service,
      environment: "production",
      version: "1.23.0-b313-8367ed9",
      reason: "DEMO-2402",
      impact: "no schema change",
    };
    await expect(ask("payment-dev-1", { ...body, planHash: "0".repeat(64) })).rejects.toEqual(
      refusal("conflict"),
    );
    const answer = await ask("payment-dev-1", { ...body, planHash: plan.planHash });
    expect(answer.state).toBe("awaiting_approval");
    const detail = await world.operations.deployments.get(await world.actor("payment-dev-1"), {
      id: answer.deploymentId,
    });
    expect(detail.headline).toBe("Waits for an approver of payment: payment-lead or payment-deputy.");
    expect(detail.phases.map(({ phase, status }) => `${phase} ${status}`).slice(0, 3)).toEqual([
      "render done",
      "approve waiting",
      "warm ahead",
    ]);
    expect(detail.actions.approve).toEqual(expect.objectContaining({ allowed: false, code: "four_eyes" }));
  });

  test("keeps a request of two people apart: a lead asks, the deputy is asked to approve", async () => {
    const tag = await world.tag("payment-capture-api", 438);
    const plan = await world.operations.plans.create(await world.actor("payment-lead"), {
      service: "payment-capture-api",
      environment: "production",
      version: tag,
    });
    expect(plan.approvals.approvers).toEqual(["payment-deputy"]);
  });

  test("marks the builds of the dialog with why they may not go", async () => {
    const builds = await world.operations.builds.list(await world.actor("payment-dev-1"), {
      service: "payment-refund-api",
      environment: "production",
    });
    expect(
      builds.map(({ number, eligible }) => `${number} ${eligible.allowed ? "may" : eligible.code}`),
    ).toEqual([
      "170 may",
      "168 branch_not_allowed",
      "166 branch_not_allowed",
      "163 not_succeeded_in_previous",
      "157 not_succeeded_in_previous",
      "153 not_succeeded_in_previous",
    ]);
  });
});

describe("the verbs of a deployment", () => {
  let world: OperationsWorld;
  let coupon: string;
  let mission: string;
  beforeAll(async () => {
    world = await operationsWorld();
    coupon = await world.deployment("promotion-coupon-api", "production", "awaiting_promotion");
    mission = await world.deployment("points-mission-api", "beta", "progressing");
  }, 90_000);
  afterAll(() => world.close());

  type Verb = "promote" | "abort" | "switchBack" | "rollback" | "retry" | "finish" | "withdraw";
  const apply = async (verb: Verb, account: string, id: string, body: Record<string, unknown> = {}) =>
    world.operations.deployments[verb](await world.actor(account), { id, body });
  const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });

  test.each<[Verb, string, string]>([
    ["promote", "points-dev-1", "forbidden"],
    ["promote", "platform-admin-1", "forbidden"],
    ["abort", "points-dev-1", "forbidden"],
    ["switchBack", "promotion-lead", "wrong_state"],
    ["rollback", "promotion-lead", "wrong_state"],
    ["withdraw", "promotion-dev-2", "wrong_state"],
    ["finish", "promotion-lead", "wrong_state"],
    ["retry", "promotion-lead", "wrong_state"],
  ])("refuses %s by %s with %s", async (verb, account, code) => {
    const before = await world.rows("audit_event");
    await expect(apply(verb, account, coupon)).rejects.toEqual(refusal(code));
    expect(await world.rows("audit_event")).toBe(before);
  });

  test("refuses a version that has passed", async () => {
    await expect(apply("promote", "promotion-dev-2", coupon, { version: 99 })).rejects.toEqual(
      refusal("conflict"),
    );
  });

  test("records a promotion once and tells the second person who was first", async () => {
    const answer = await apply("promote", "promotion-dev-2", coupon, { version: 1 });
    expect(answer).toEqual(expect.objectContaining({ deploymentId: coupon, state: "awaiting_promotion" }));
    expect((await world.audited(coupon))[0]).toEqual({
      actor: "promotion-dev-2",
      action: "deployment.promote",
    });
    await expect(apply("promote", "promotion-lead", coupon)).rejects.toThrow(
      /^promotion-dev-2 started the switch \d+ s ago\.$/,
    );
  });

  test("switches back on the same row while it is verified", async () => {
    await world.engineMoves(coupon, "verifying", { switched: true });
    await expect(apply("abort", "promotion-lead", coupon)).rejects.toThrow(/Switch back instead/);
    await apply("switchBack", "promotion-oncall-1", coupon);
    const [row] = (
      await sql<{
        by: string;
      }>`select switch_back_requested_by as by from deployment where id = ${coupon}`.execute(world.database)
    ).rows;
    expect(row?.by).toBe("promotion-oncall-1");
  });

  test("switches back by a new deployment while the standby is warm", async () => {
    const stable = (
      await sql<{
        id: string;
      }>`select stable_deployment_id as id from target where service = 'promotion-coupon-api' and environment = 'production'`.execute(
        world.database,
      )
    ).rows[0]?.id;
    await world.engineMoves(coupon, "holding");
    await sql`update deployment set switch_back_requested_at = null, switch_back_requested_by = null, verified_at = now() where id = ${coupon}`.execute(
      world.database,
    );
    await sql`update target set stable_deployment_id = ${coupon}, standby_deployment_id = ${stable} where service = 'promotion-coupon-api' and environment = 'production'`.execute(
      world.database,
    );
    const answer = await apply("switchBack", "promotion-oncall-1", coupon, { reason: "errors rise" });
    expect(answer.deploymentId).not.toBe(coupon);
    expect(answer.state).toBe("queued");
    const detail = await world.operations.deployments.get(await world.actor("promotion-oncall-1"), {
      id: answer.deploymentId,
    });
    expect(detail.kind).toBe("rollback");
    expect(detail.phases.map(({ phase }) => phase)).toEqual(["render", "switch", "hold", "retire"]);
    await expect(apply("switchBack", "promotion-lead", coupon)).rejects.toEqual(
      refusal("deployment_in_progress"),
    );
  });

  test("aborts a held candidate", async () => {
    await apply("abort", "points-oncall-1", mission, { reason: "wrong build" });
    await expect(apply("abort", "points-dev-1", mission)).rejects.toEqual(refusal("conflict"));
  });

  test("retries a held candidate in its own row, and asks for newer inputs in a new one", async () => {
    await sql`update deployment set cancel_requested_at = null, cancel_requested_by = null where id = ${mission}`.execute(
      world.database,
    );
    const same = await apply("retry", "points-oncall-1", mission);
    expect(same.deploymentId).toBe(mission);
    await sql`insert into config_version (id, service, environment, version, data, author, comment, sha256)
      select gen_random_uuid(), service, environment, 18, data || '{"MISSION_RULES_URL": "http://rules"}', 'points-oncall-1', 'rules', sha256
      from config_version where service = 'points-mission-api' and environment = 'beta' and version = 17`.execute(
      world.database,
    );
    await sql`update deployment set retry_requested_at = null, retry_requested_by = null where id = ${mission}`.execute(
      world.database,
    );
    const actor = await world.actor("points-oncall-1");
    const seen = await world.operations.deployments.get(actor, { id: mission });
    expect(seen.newerConfig).toBe(18);
    const compared = await world.operations.deployments.get(actor, { id: seen.comparedWith ?? "" });
    expect(compared.release.build).toBe(325);
    const other = await apply("retry", "points-oncall-1", mission, { config: 18 });
    expect(other.deploymentId).not.toBe(mission);
    const [row] = (
      await sql<{ by: string }>`select superseded_by as by from deployment where id = ${mission}`.execute(
        world.database,
      )
    ).rows;
    expect(row?.by).toBe(other.deploymentId);
  });

  test("rolls back to an earlier success without a new approval, by lead or on-call only", async () => {
    const target = { service: "financial-limit-api", environment: "production" };
    const [older] = (
      await sql<{
        id: string;
      }>`select d.id from deployment d join target t on t.id = d.target_id join build b on b.id = d.build_id
        where t.service = ${target.service} and t.environment = 'production' and b.number = 414`.execute(
        world.database,
      )
    ).rows;
    const id = older?.id ?? "";
    await expect(apply("rollback", "risk-dev-1", id)).rejects.toEqual(refusal("forbidden"));
    await expect(apply("rollback", "platform-admin-1", id)).rejects.toEqual(refusal("forbidden"));
    const answer = await apply("rollback", "financial-lead", id, { reason: "limits" });
    expect(answer.state).toBe("queued");
    const [row] = (
      await sql<{
        approvals_required: number;
        same: boolean;
      }>`select d.approvals_required, d.bundle_sha256 = s.bundle_sha256 as same
        from deployment d join deployment s on s.id = d.source_deployment_id where d.id = ${answer.deploymentId}`.execute(
        world.database,
      )
    ).rows;
    expect(row).toEqual({ approvals_required: 0, same: true });
    await expect(apply("rollback", "financial-deputy", id)).rejects.toEqual(
      refusal("deployment_in_progress"),
    );
  });

  test("does not roll back to what runs", async () => {
    const [row] = (
      await sql<{
        id: string;
      }>`select stable_deployment_id as id from target where service = 'payment-qr-api' and environment = 'production'`.execute(
        world.database,
      )
    ).rows;
    await expect(apply("rollback", "payment-lead", row?.id ?? "")).rejects.toEqual(
      refusal("nothing_to_change"),
    );
  });
});
