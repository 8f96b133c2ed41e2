import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ScalingView } from "@/contracts/scaling";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const beta = { service: "points-balance-api", environment: "beta" };
const production = { ...beta, environment: "production" };
const until = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe("changes of scaling", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    await sql`truncate scaling_change, scaling_floor`.execute(world.database);
    await sql`update scaling_policy p set base_min = 6, base_max = 18, ceiling = 36, row_version = 1, target_cpu_percent = 60
      from target t where t.id = p.target_id and t.service = 'points-balance-api' and t.environment = 'production'`.execute(
      world.database,
    );
    await sql`update scaling_policy p set base_min = 2, base_max = 3, row_version = 1
      from target t where t.id = p.target_id and t.service = 'points-balance-api' and t.environment = 'beta'`.execute(
      world.database,
    );
    await sql`update target set reconcile_at = now() + interval '1 day'`.execute(world.database);
  });

  const refusal = (code: string, reason: RegExp = /./u) =>
    expect.objectContaining({
      refusal: expect.objectContaining({ code, reason: expect.stringMatching(reason) }),
    });
  const get = async (where = production, account = "points-dev-1"): Promise<ScalingView> =>
    world.operations.scaling.get(await world.actor(account), where);
  const policy = { targetCpuPercent: 60, scaleDownSeconds: 300, version: 1, reason: "more people" };
  const change = async (account: string, where: typeof beta, body: Record<string, unknown>) =>
    world.operations.scaling.change(await world.actor(account), { ...where, body: { ...policy, ...body } });
  const decide = async (
    verb: "approve" | "reject" | "withdraw",
    account: string,
    { id, comment = "" }: { id: string; comment?: string },
  ) => world.operations.scaling[verb](await world.actor(account), { ...production, id, body: { comment } });
  const raise = async (account: string, where: typeof beta, body: Record<string, unknown> = {}) =>
    world.operations.scaling.raise(await world.actor(account), {
      ...where,
      body: { value: 10, until: until(60), reason: "a burst", ...body },
    });
  const ask = async (account = "points-dev-1", body: Record<string, unknown> = {}) =>
    (await change(account, production, { min: 8, max: 20, ...body })).change.id;
  const due = async (where: typeof beta) => {
    const { rows } = await sql<{ due: boolean }>`select reconcile_at <= now() as due from target
      where service = ${where.service} and environment = ${where.environment}`.execute(world.database);
    return rows[0]?.due;
  };
  const audits = async () => {
    const { rows } = await sql<{ actor: string; action: string; summary: string }>`
      select actor, action, summary from audit_event where action like 'scaling.%' order by seq desc limit 5`.execute(
      world.database,
    );
    return rows;
  };

  test("in beta a developer changes at once, and the caretaker looks now", async () => {
    const { change: made, audit } = await change("points-dev-1", beta, { min: 3, max: 3 });
    expect(made).toMatchObject({
      number: 1,
      state: "applied",
      requestedBy: "points-dev-1",
      decidedBy: null,
      bounds: { was: { min: 2, max: 3 }, becomes: { min: 3, max: 3 } },
      may: null,
    });
    expect(await get(beta)).toMatchObject({ base: { min: 3, max: 3, version: 2 } });
    expect(await due(beta)).toBe(true);
    expect(audit).toBeGreaterThan(0);
    expect((await audits())[0]).toEqual({
      actor: "points-dev-1",
      action: "scaling.change",
      summary:
        "changed the bounds of points-balance-api in beta: 2 to 3 pods, CPU 60 %, wait 300 s to 3 to 3 pods, CPU 60 %, wait 300 s: more people",
    });
  });

  test.each([
    ["an older version", "points-dev-1", beta, { min: 3, max: 3, version: 7 }, "conflict", /2 to 3 pods/u],
    ["what is so already", "points-dev-1", beta, { min: 2, max: 3 }, "nothing_to_change", /already/u],
    [
      "a maximum above the ceiling",
      "points-dev-1",
      beta,
      { min: 2, max: 4 },
      "ceiling_exceeded",
      /which is 3/u,
    ],
    [
      "a minimum above the maximum",
      "points-dev-1",
      beta,
      { min: 3, max: 2 },
      "invalid_input",
      /above the maximum/u,
    ],
    [
      "one pod in production",
      "points-dev-1",
      production,
      { min: 1, max: 18 },
      "invalid_input",
      /at least 2/u,
    ],
    ["a stranger", "payment-dev-1", beta, { min: 3, max: 3 }, "forbidden", /Ask developers of points/u],
    ["a platform admin", "platform-admin-1", production, { min: 8, max: 20 }, "forbidden", /./u],
    [
      "on call, lowering",
      "points-oncall-1",
      production,
      { min: 4, max: 18 },
      "forbidden",
      /On call you raise/u,
    ],
    [
      "a scheduled job",
      "financial-dev-1",
      { ...production, service: "financial-statement-batch" },
      { min: 2, max: 4 },
      "forbidden|wrong_state",
      /./u,
    ],
  ] as const)("%s is refused, and nothing changes", async (_what, account, where, body, code, reason) => {
    const before = await world.rows("audit_event");
    await expect(change(account, where, body)).rejects.toMatchObject({
      refusal: {
        code: expect.stringMatching(new RegExp(`^(${code})$`, "u")),
        reason: expect.stringMatching(reason),
      },
    });
    expect(await world.rows("audit_event")).toBe(before);
    expect((await get(beta)).changes).toEqual([]);
  });

  test("in production a developer asks, and a lead approves on the same tab", async () => {
    const id = await ask();
    const waiting = await get(production, "points-lead");
    expect(waiting.base).toMatchObject({ min: 6, max: 18, version: 1 });
    expect(waiting.changes[0]).toMatchObject({ id, state: "pending", may: { approve: { allowed: true } } });
    expect(await due(production)).toBe(false);
    const { change: made } = await decide("approve", "points-lead", { id });
    expect(made).toMatchObject({ state: "applied", requestedBy: "points-dev-1", decidedBy: "points-lead" });
    expect((await get()).base).toMatchObject({ min: 8, max: 20, version: 2 });
    expect(await due(production)).toBe(true);
    expect((await audits()).map(({ actor, action }) => [actor, action])).toEqual(
      expect.arrayContaining([
        ["points-lead", "scaling.approve"],
        ["points-dev-1", "scaling.request"],
      ]),
    );
    await expect(decide("approve", "points-deputy", { id })).rejects.toEqual(refusal("wrong_state"));
  });

  test("a request waits in the inbox of who may approve it and of who asked, until it is decided", async () => {
    const inbox = async (account: string, box: "mine" | "team" | "sent") =>
      world.operations.approvals.inbox(await world.actor(account), { box });
    const needs = async () =>
      JSON.stringify(
        await world.operations.me.needs(await world.actor("points-lead"), { environment: "production" }),
      );
    const before = await inbox("points-lead", "mine");
    const id = await ask();
    const lead = await inbox("points-lead", "mine");
    expect(lead.scaling).toMatchObject([
      { ...production, change: { id, may: { approve: { allowed: true } } } },
    ]);
    expect(lead.counts.mine).toBe(before.counts.mine + 1);
    expect((await inbox("points-dev-2", "team")).scaling).toHaveLength(1);
    expect((await inbox("points-dev-1", "sent")).scaling).toHaveLength(1);
    expect((await inbox("points-dev-1", "mine")).scaling).toEqual([]);
    expect((await inbox("payment-lead", "mine")).scaling).toEqual([]);
    expect(await needs()).toContain("bounds of points-balance-api by points-dev-1");
    await decide("reject", "points-lead", { id, comment: "not today" });
    expect(await inbox("points-lead", "mine")).toMatchObject({ scaling: [], counts: before.counts });
    expect((await inbox("points-dev-1", "sent")).scaling).toEqual([]);
  });

  test("nobody approves the own request, not even a lead; strangers and admins never", async () => {
    const id = await ask("points-lead");
    await expect(decide("approve", "points-lead", { id })).rejects.toEqual(
      refusal("four_eyes", /points-deputy/u),
    );
    await expect(decide("approve", "points-dev-2", { id })).rejects.toEqual(refusal("forbidden"));
    await expect(decide("approve", "payment-lead", { id })).rejects.toEqual(refusal("forbidden"));
    await expect(decide("approve", "platform-admin-1", { id })).rejects.toEqual(refusal("forbidden"));
    await expect(
      sql`update scaling_change set state = 'applied', decided_by = requested_by, settled_at = now()`.execute(
        world.database,
      ),
    ).rejects.toThrow(/check/u);
    expect((await decide("approve", "points-deputy", { id })).change.decidedBy).toBe("points-deputy");
  });

  test("a sign-in of yesterday does not approve in production", async () => {
    const id = await ask();
    const lead = { ...(await world.actor("points-lead")), authenticatedAt: Date.now() - 13 * 3_600_000 };
    await expect(world.operations.scaling.approve(lead, { ...production, id, body: {} })).rejects.toEqual(
      refusal("step_up_required"),
    );
  });

  test("who is on call raises at once, and the request that waited is void", async () => {
    const id = await ask();
    await change("points-oncall-1", production, { min: 7, max: 18 });
    const { base, changes } = await get();
    expect(base).toMatchObject({ min: 7, version: 2 });
    expect(changes.map(({ state }) => state)).toEqual(["applied", "superseded"]);
    await expect(decide("approve", "points-lead", { id })).rejects.toEqual(
      refusal("stale_approval", /changed after/u),
    );
  });

  test("a rejection needs a comment; only who asked withdraws; one request waits at a time", async () => {
    const id = await ask();
    await expect(decide("reject", "points-lead", { id })).rejects.toEqual(refusal("invalid_input"));
    await expect(decide("withdraw", "points-lead", { id })).rejects.toEqual(refusal("forbidden"));
    await expect(ask("points-dev-2")).rejects.toEqual(refusal("conflict", /points-dev-1 asked for waits/u));
    const second = await ask("points-dev-1", { max: 21 });
    expect((await get()).changes.map(({ state }) => state)).toEqual(["pending", "superseded"]);
    const { change: rejected } = await decide("reject", "points-lead", { id: second, comment: "too many" });
    expect(rejected).toMatchObject({ state: "rejected", comment: "too many", decidedBy: "points-lead" });
    const third = await ask();
    expect((await decide("withdraw", "points-dev-1", { id: third })).change.state).toBe("withdrawn");
    expect((await get()).base).toMatchObject({ min: 6, max: 18, version: 1 });
  });

  test("a request that nobody decided in time has expired, and makes place", async () => {
    const id = await ask();
    await sql`update scaling_change set expires_at = now() - interval '1 s'`.execute(world.database);
    expect((await get()).changes[0]).toMatchObject({ state: "expired", may: null });
    await expect(decide("approve", "points-lead", { id })).rejects.toEqual(refusal("approval_expired"));
    await ask("points-dev-2");
    expect((await get()).changes[0]).toMatchObject({ state: "pending", requestedBy: "points-dev-2" });
  });

  test("20 people who change the same version: one wins, no version is lost", async () => {
    const tries = Array.from({ length: 20 }, (_, index) =>
      change(index % 2 ? "points-dev-1" : "points-lead", beta, { min: 1 + (index % 2) * 2, max: 3 }),
    );
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await get(beta)).base?.version).toBe(2);
    expect((await get(beta)).changes).toHaveLength(1);
  });

  describe("a raised floor", () => {
    test("on call raises it at once, it holds until its end, and ends by itself", async () => {
      const { change: made } = await raise("points-oncall-1", production);
      expect(made).toMatchObject({
        kind: "raise",
        state: "applied",
        floor: { was: null, becomes: { value: 10 } },
      });
      expect(await due(production)).toBe(true);
      const floors = sql<{ value: number }>`select value from scaling_floor where source = 'override'`;
      expect((await floors.execute(world.database)).rows).toEqual([{ value: 10 }]);
      await sql`update scaling_floor set expires_at = now() - interval '1 s'`.execute(world.database);
      const again = await raise("points-oncall-1", production, { value: 8 });
      expect(again.change.floor).toMatchObject({ was: null, becomes: { value: 8 } });
    });

    test("can be raised further, never lowered or shortened, and ended early by the lead", async () => {
      await raise("points-oncall-1", production);
      await expect(raise("points-oncall-1", production, { value: 9 })).rejects.toEqual(
        refusal("conflict", /End that one first/u),
      );
      await expect(raise("points-oncall-1", production, { value: 11, until: until(30) })).rejects.toEqual(
        refusal("conflict"),
      );
      await raise("points-oncall-1", production, { value: 12, until: until(90) });
      const end = async (account: string) =>
        world.operations.scaling.endRaise(await world.actor(account), {
          ...production,
          body: { reason: "it is over" },
        });
      await expect(end("points-dev-1")).rejects.toEqual(refusal("forbidden"));
      expect((await end("points-lead")).change).toMatchObject({
        kind: "end_raise",
        floor: { was: { value: 12 }, becomes: null },
      });
      await expect(end("points-lead")).rejects.toEqual(refusal("wrong_state"));
      expect((await audits()).map(({ action }) => action).slice(0, 3)).toEqual([
        "scaling.end_raise",
        "scaling.raise",
        "scaling.raise",
      ]);
    });

    test.each([
      ["a developer in production", "points-dev-1", {}, "forbidden", /Ask on-call of points/u],
      ["above the ceiling", "points-oncall-1", { value: 37 }, "ceiling_exceeded", /which is 36/u],
      ["below the base", "points-oncall-1", { value: 6 }, "nothing_to_change", /raises nothing/u],
      ["no end in sight", "points-oncall-1", { until: until(8 * 24 * 60) }, "invalid_input", /seven days/u],
      ["an end in the past", "points-oncall-1", { until: until(-5) }, "invalid_input", /seven days/u],
    ] as const)("%s is refused", async (_what, account, body, code, reason) => {
      await expect(raise(account, production, body)).rejects.toEqual(refusal(code, reason));
    });

    test("more than the pool has room for is refused with the numbers", async () => {
      const { pool } = await get();
      const observe = (kind: string, name: string, body: unknown) =>
        sql`insert into observation (cluster, kind, namespace, name, uid, resource_version, service, body)
          values ('prod-1', ${kind}, ${kind === "Node" ? "" : "points-prod"}, ${name}, ${name}, '1',
            ${kind === "Node" ? null : production.service}, ${JSON.stringify(body)})`.execute(world.database);
      const gibibyte = 1024 ** 3;
      await observe("Service", production.service, {
        selector: {
          "switchyard.internal/service": production.service,
          "switchyard.internal/color": "blue",
        },
      });
      await observe("Deployment", `${production.service}-blue`, {
        ...{ name: `${production.service}-blue`, wanted: 6 },
        resources: { cpu: "500m", memory: "1Gi" },
      });
      await observe("Node", "n-1", {
        ...{ pool: pool.name, ready: true, schedulable: true },
        ...{ allocatableCpu: 2, allocatableMemory: 16 * gibibyte, allocatablePods: 20 },
      });
      const sentence =
        "A floor of 11 needs 5 more pods of 0.5 CPU and 1 GiB; 6 run, and pool b of prod-1 has room for 4. A platform admin adds nodes.";
      await expect(raise("points-oncall-1", production, { value: 11 })).rejects.toMatchObject({
        refusal: { code: "capacity_exceeded", reason: sentence, whoCan: ["platform-admin"] },
      });
      await expect(change("points-oncall-1", production, { min: 11, max: 18 })).rejects.toEqual(
        refusal("capacity_exceeded", /A minimum of 11 needs 5 more pods/u),
      );
      await raise("points-oncall-1", production, { value: 10 });
      expect((await get()).effective).toMatchObject({ min: 10, max: 18 });
    });
  });
});
