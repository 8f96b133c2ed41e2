import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

describe("freezes", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());

  const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
  const open = async (account: string, body: Record<string, unknown> = {}) =>
    world.operations.freezes.open(await world.actor(account), {
      environment: "beta",
      reason: "load test of the shared database",
      until: inAnHour(),
      ...body,
    });
  const lift = async (account: string, id: string) =>
    world.operations.freezes.lift(await world.actor(account), { id, body: { reason: "the test is over" } });
  const ask = async (body: Record<string, unknown> = {}) =>
    world.operations.deployments.request(await world.actor("payment-dev-1"), {
      body: {
        service: "payment-history-api",
        environment: "beta",
        version: "1.23.0-b313-8367ed9",
        ...body,
      },
      idempotencyKey: undefined,
    });

  test.each([
    ["a developer opens one", "forbidden", "payment-dev-1", {}],
    ["a lead opens one", "forbidden", "payment-lead", {}],
    ["a service account opens one", "forbidden", "ci-bot", {}],
    ["an unknown environment is named", "not_found", "release-manager", { environment: "moon" }],
    ["an unknown domain is named", "not_found", "release-manager", { domains: ["moon"] }],
    ["it ends before it begins", "invalid_input", "release-manager", { until: "2020-01-01T00:00:00Z" }],
    ["no reason is given", "invalid_input", "release-manager", { reason: "" }],
  ])("when %s: %s, and nothing is written", async (_when, code, account, body) => {
    const before = await world.rows("audit_event");
    await expect(open(account, body)).rejects.toEqual(refusal(code));
    expect(await world.rows("audit_event")).toBe(before);
    expect(await world.operations.freezes.list(await world.actor("payment-dev-1"))).toEqual([]);
  });

  test("stops requests with its reason and who can lift it, until it is lifted, once", async () => {
    const freeze = await open("release-manager", { domains: ["payment"] });
    const reader = await world.actor("auditor");
    expect(await world.operations.freezes.list(reader)).toEqual([freeze]);
    await expect(ask()).rejects.toMatchObject({
      refusal: {
        code: "freeze_active",
        reason: expect.stringMatching(/beta is frozen until .* by release-manager: load test/),
        whoCan: ["release-manager"],
      },
    });
    const plan = await world.operations.plans.create(await world.actor("payment-dev-1"), {
      service: "payment-history-api",
      environment: "beta",
      version: "1.23.0-b313-8367ed9",
    });
    expect(plan.checks.find(({ id }) => id === "freeze")).toMatchObject({ outcome: "blocked" });
    await expect(lift("payment-lead", freeze.id)).rejects.toEqual(refusal("forbidden"));
    expect(await lift("platform-admin-1", freeze.id)).toMatchObject({ liftedBy: "platform-admin-1" });
    await expect(lift("release-manager", freeze.id)).rejects.toEqual(refusal("conflict"));
    expect(await world.operations.freezes.list(reader)).toEqual([]);
    expect(await ask()).toMatchObject({ state: "queued" });
  });

  test("covers only its domains, and lets a request wait that says so", async () => {
    await open("release-manager", { domains: ["points"], environment: "dev" });
    const where = { environment: "dev" };
    expect(await ask(where)).toMatchObject({ state: "queued" });
    await open("release-manager", where);
    const restart = { ...where, queue: true, kind: "restart", version: "main-b311-c732b6f" };
    await expect(ask(restart)).resolves.toMatchObject({ state: "queued" });
  });
});
