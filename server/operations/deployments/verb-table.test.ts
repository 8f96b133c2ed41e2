import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

type Verb = "promote" | "abort" | "switchBack" | "retry" | "finish" | "withdraw";

/** One verb: where it is allowed and to whom, what it leaves on the row, and who or what is refused. */
interface VerbRow {
  verb: Verb;
  state: string;
  held?: true;
  by: string;
  /** Somebody else who may do it, too: comes second and is told so. */
  second: string;
  stranger: string;
  wrongState: string;
  column: string;
  action: string;
}

const rows: VerbRow[] = [
  {
    verb: "promote",
    state: "awaiting_promotion",
    by: "promotion-dev-2",
    second: "promotion-lead",
    stranger: "platform-admin-1",
    wrongState: "verifying",
    column: "promoted_by",
    action: "deployment.promote",
  },
  {
    verb: "abort",
    state: "progressing",
    by: "promotion-dev-2",
    second: "platform-admin-1",
    stranger: "points-dev-1",
    wrongState: "holding",
    column: "cancel_requested_by",
    action: "deployment.abort",
  },
  {
    verb: "switchBack",
    state: "verifying",
    by: "promotion-oncall-1",
    second: "promotion-lead",
    stranger: "platform-admin-1",
    wrongState: "progressing",
    column: "switch_back_requested_by",
    action: "deployment.switch_back",
  },
  {
    verb: "retry",
    state: "progressing",
    held: true,
    by: "promotion-lead",
    second: "promotion-dev-2",
    stranger: "points-dev-1",
    wrongState: "verifying",
    column: "retry_requested_by",
    action: "deployment.retry",
  },
  {
    verb: "finish",
    state: "holding",
    by: "promotion-lead",
    second: "promotion-dev-2",
    stranger: "platform-admin-1",
    wrongState: "verifying",
    column: "finish_requested_by",
    action: "deployment.finish",
  },
  {
    verb: "finish",
    state: "verifying",
    held: true,
    by: "promotion-oncall-1",
    second: "promotion-lead",
    stranger: "auditor",
    wrongState: "progressing",
    column: "finish_requested_by",
    action: "deployment.finish",
  },
  {
    verb: "withdraw",
    state: "awaiting_approval",
    by: "promotion-dev-2",
    second: "promotion-lead",
    stranger: "points-dev-1",
    wrongState: "verifying",
    column: "cancel_requested_by",
    action: "deployment.withdraw",
  },
];

describe.each(rows)("$verb in $state", (row) => {
  let world: OperationsWorld;
  let id: string;
  beforeAll(async () => {
    world = await operationsWorld();
    id = await world.deployment("promotion-coupon-api", "production", "awaiting_promotion");
  }, 90_000);
  afterAll(() => world.close());

  const reach = async (state: string, hold: string) => {
    await world.engineMoves(id, state, { from: "blue" });
    await sql`update deployment set hold = ${hold}, cancel_requested_by = null, cancel_requested_at = null, promoted_by = null,
      promoted_at = null, switch_back_requested_by = null, switch_back_requested_at = null, retry_requested_by = null,
      retry_requested_at = null, finish_requested_by = null, finish_requested_at = null where id = ${id}`.execute(
      world.database,
    );
  };
  beforeEach(() => reach(row.state, row.held ? "manual" : "none"));

  const apply = async (account: string, body: Record<string, unknown> = {}) =>
    world.operations.deployments[row.verb](await world.actor(account), { id, body });
  const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });
  const asked = async () => {
    const answer = await sql<{ by: string | null }>`
      select ${sql.ref(row.column)} as by from deployment where id = ${id}`.execute(world.database);
    return answer.rows[0]?.by ?? null;
  };

  test("success: the wish is on the row, with one audit row in the same change", async () => {
    const before = await world.rows("audit_event");
    expect(await apply(row.by, { reason: "as agreed" })).toMatchObject({
      deploymentId: id,
      state: row.state,
    });
    expect(await asked()).toBe(row.by);
    expect(await world.rows("audit_event")).toBe(before + 1);
    expect((await world.audited(id))[0]).toEqual({ actor: row.by, action: row.action });
  });

  test("conflict: the second person is told who was first, and a passed version is refused", async () => {
    await apply(row.by);
    await expect(apply(row.second)).rejects.toEqual(refusal("conflict"));
    await expect(apply(row.second)).rejects.toThrow(new RegExp(`^${row.by} `));
    await reach(row.state, row.held ? "manual" : "none");
    await expect(apply(row.by, { version: 1 })).rejects.toEqual(refusal("conflict"));
    expect(await asked()).toBeNull();
  });

  test("wrong role and wrong state: refused, nothing is written", async () => {
    const before = await world.rows("audit_event");
    await expect(apply(row.stranger)).rejects.toEqual(refusal("forbidden"));
    await reach(row.wrongState, "none");
    await expect(apply(row.by)).rejects.toEqual(refusal("wrong_state"));
    expect(await asked()).toBeNull();
    expect(await world.rows("audit_event")).toBe(before);
  });

  test("an unknown deployment is not found, and a body that does not fit is refused", async () => {
    const actor = await world.actor(row.by);
    const operation = world.operations.deployments[row.verb];
    await expect(operation(actor, { id: "R-999999", body: {} })).rejects.toEqual(refusal("not_found"));
    await expect(apply(row.by, { version: "one" })).rejects.toEqual(refusal("invalid_input"));
  });
});
