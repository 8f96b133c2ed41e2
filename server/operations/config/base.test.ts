import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const service = "payment-history-api";
const beta = { service, environment: "beta" };

describe("base config", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());

  const refusal = (code: string, reason: RegExp = /./u) =>
    expect.objectContaining({
      refusal: expect.objectContaining({ code, reason: expect.stringMatching(reason) }),
    });
  const base = async () => world.operations.config.base(await world.actor("auditor"), { service });
  const get = async (environment = "beta") =>
    world.operations.config.get(await world.actor("auditor"), { service, environment });
  const saveBase = async (account: string, seen: number, edits: Record<string, string | null>) =>
    world.operations.config.saveBase(await world.actor(account), {
      service,
      body: {
        message: "for all of them",
        base: seen,
        edits: Object.entries(edits).map(([key, value]) => ({ key, value })),
      },
    });
  const save = async (account: string, edits?: Record<string, string | null>) => {
    const { version } = await get();
    return world.operations.config.save(await world.actor(account), {
      ...beta,
      body: {
        message: "because",
        base: version,
        ...(edits && { edits: Object.entries(edits).map(([key, value]) => ({ key, value })) }),
      },
    });
  };
  const row = async (key: string) => (await get()).rows.find((each) => each.key === key);

  test("a service begins without one", async () => {
    expect(await base()).toMatchObject({ version: 0, values: [], versions: [] });
    expect((await get()).base).toEqual({ version: 0, used: 0, pending: [] });
  });

  test.each([
    ["who edits no environment of it", "points-dev-1", { A: "1" }, "forbidden", /points-dev-1 may not edit/u],
    ["a secret", "payment-dev-1", { API_TOKEN: "abc" }, "secret_in_config", /looks like a secret/u],
    ["a value out of range", "payment-dev-1", { DB_POOL_MAX: "0" }, "config_invalid", /at least 1/u],
    ["a locked key", "payment-dev-1", { SERVER_PORT: "81" }, "config_invalid", /locked/u],
  ] as const)("refuses %s", async (_what, account, edits, code, reason) => {
    await expect(saveBase(account, 0, edits)).rejects.toEqual(refusal(code, reason));
    expect((await base()).version).toBe(0);
  });

  test("saving one changes no environment, and each says what its next version takes over", async () => {
    const before = await get();
    expect(await saveBase("payment-dev-1", 0, { DB_POOL_MAX: "40", NEW_RULE: "x" })).toMatchObject({
      version: 1,
    });
    const after = await get();
    expect(after.version).toBe(before.version);
    expect(after.rows).toEqual(before.rows);
    expect(after.base).toEqual({
      version: 1,
      used: 0,
      pending: [
        { key: "DB_POOL_MAX", left: "20", right: "40" },
        { key: "NEW_RULE", left: null, right: "x" },
      ],
    });
    expect((await base()).environments.map(({ used, pending }) => [used, pending])).toEqual([
      [0, ["DB_POOL_MAX", "NEW_RULE"]],
      [0, ["DB_POOL_MAX", "NEW_RULE"]],
      [0, ["DB_POOL_MAX", "NEW_RULE"]],
    ]);
  });

  test("the next version takes it over, says which key is the base's, and its author becomes a contributor", async () => {
    await save("payment-lead", { LOG_LEVEL: "DEBUG" });
    expect(await row("DB_POOL_MAX")).toMatchObject({
      value: "40",
      source: "base",
      changedBy: "payment-lead",
    });
    expect(await row("LOG_LEVEL")).toMatchObject({ value: "DEBUG", source: "environment" });
    expect(await row("TZ")).toMatchObject({ source: "stack" });
    const view = await get();
    expect(view.base).toEqual({ version: 1, used: 1, pending: [] });
    expect(view.document).toBe("LOG_LEVEL: DEBUG\n");
    const { contributors } = await world.database
      .selectFrom("config_version")
      .select("contributors")
      .where("service", "=", service)
      .where("environment", "=", "beta")
      .where("version", "=", view.version)
      .executeTakeFirstOrThrow();
    expect(contributors).toEqual(["payment-dev-1"]);
  });

  test("what an environment set itself stays, what it inherits follows, what it took out comes back as the base's", async () => {
    await save("payment-dev-1", { DB_POOL_MAX: "60" });
    await saveBase("payment-dev-2", 1, { DB_POOL_MAX: "50", NEW_RULE: "y" });
    expect((await get()).base.pending).toEqual([{ key: "NEW_RULE", left: "x", right: "y" }]);
    expect((await base()).environments.find(({ environment }) => environment === "beta")).toEqual({
      environment: "beta",
      used: 1,
      pending: ["NEW_RULE"],
      overridden: ["DB_POOL_MAX"],
    });
    await save("payment-dev-1");
    expect(await row("DB_POOL_MAX")).toMatchObject({ value: "60", source: "environment" });
    expect(await row("NEW_RULE")).toMatchObject({ value: "y", source: "base" });
    await expect(save("payment-dev-1")).rejects.toEqual(refusal("nothing_to_change"));
    await save("payment-dev-1", { DB_POOL_MAX: null });
    expect(await row("DB_POOL_MAX")).toMatchObject({ value: "50", source: "base" });
  });

  test("a key that leaves the base falls back to the stack, or goes", async () => {
    await saveBase("payment-dev-1", 2, { DB_POOL_MAX: null, NEW_RULE: null });
    await save("payment-dev-1");
    expect(await row("DB_POOL_MAX")).toMatchObject({ value: "20", source: "stack" });
    expect(await row("NEW_RULE")).toBeUndefined();
  });

  test("a plan says that a newer base waits, and takes nothing over by itself", async () => {
    await saveBase("payment-dev-1", 3, { NEW_RULE: "z" });
    const check = async () => {
      const { live } = await get();
      const plan = await world.operations.plans.create(await world.actor("payment-dev-1"), {
        ...beta,
        version: live?.tag ?? "",
      });
      return plan.checks.find(({ id }) => id === "config")?.sentence;
    };
    expect(await check()).toMatch(/older than base 4: a new version takes that over/u);
    await save("payment-dev-1");
    expect(await check()).not.toMatch(/older/u);
  });

  test("an environment may keep its value against the base that waits", async () => {
    await saveBase("payment-dev-1", 4, { DB_POOL_MAX: "70" });
    const staged = await world.operations.config.stage(await world.actor("payment-dev-1"), {
      ...beta,
      body: { edits: [{ key: "DB_POOL_MAX", value: "20" }] },
    });
    expect(staged.staged).toMatchObject([{ key: "DB_POOL_MAX", value: "20" }]);
    await save("payment-dev-1");
    expect(await row("DB_POOL_MAX")).toMatchObject({ value: "20", source: "environment" });
  });

  test("restoring an older version keeps its values byte for byte, whatever the base says", async () => {
    const { version } = await get();
    const old = await world.operations.config.compare(await world.actor("auditor"), {
      ...beta,
      version: version - 3,
      withVersion: version,
    });
    expect(old.differences.length).toBeGreaterThan(0);
    await world.operations.config.restore(await world.actor("payment-dev-1"), {
      ...beta,
      body: { version: version - 3, message: "back to it" },
    });
    const restored = await world.operations.config.compare(await world.actor("auditor"), {
      ...beta,
      version: version - 3,
    });
    expect(restored.differences).toEqual([]);
    expect((await get()).base.pending).toEqual([]);
  });

  test("restoring an older base is a new one with its values, says so in the audit log, and changes no environment", async () => {
    const { version } = await base();
    const before = await get();
    const restore = async (account: string, to: number) =>
      world.operations.config.restoreBase(await world.actor(account), {
        service,
        body: { version: to, message: "back to what was" },
      });
    await expect(restore("points-dev-1", 1)).rejects.toEqual(refusal("forbidden"));
    await expect(restore("payment-dev-1", 99)).rejects.toEqual(refusal("not_found", /no base 99/u));
    await expect(restore("payment-dev-1", version)).rejects.toEqual(refusal("nothing_to_change"));
    expect(await restore("payment-dev-2", 4)).toMatchObject({ version: version + 1 });
    const after = await base();
    expect(after.values).toEqual([{ key: "NEW_RULE", value: "z" }]);
    expect(after.versions).toHaveLength(version + 1);
    expect((await get()).rows).toEqual(before.rows);
    const entry = await world.database
      .selectFrom("audit_event")
      .select(["actor", "action", "subject", "after"])
      .orderBy("seq", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      actor: "payment-dev-2",
      action: "config.restore_base",
      subject: `config/${service}`,
      after: { version: version + 1, restored: 4 },
    });
  });

  test("two people on one key: the second is refused and sees the newer one; 20 at once lose no key", async () => {
    const { version } = await base();
    await saveBase("payment-dev-1", version, { SHARED: "one" });
    await expect(saveBase("payment-dev-2", version, { SHARED: "two" })).rejects.toEqual(
      refusal("conflict", /SHARED was saved by somebody else/u),
    );
    const saves = Array.from({ length: 20 }, (_, index) =>
      saveBase("payment-dev-1", version + 1, { [`PARALLEL_${index}`]: String(index) }),
    );
    const saved = (await Promise.all(saves)).map((answer) => answer.version).toSorted((a, b) => a - b);
    expect(saved).toEqual(Array.from({ length: 20 }, (_, index) => version + 2 + index));
    const { values } = await base();
    expect(values.filter(({ key }) => key.startsWith("PARALLEL_"))).toHaveLength(20);
  });

  test("readers of every environment are told", async () => {
    const topics = await world.database
      .selectFrom("feed")
      .select("topic")
      .where("topic", "like", `config:${service}:%`)
      .execute();
    const names = new Set(topics.map(({ topic }) => topic));
    expect(names).toContain(`config:${service}:beta`);
    expect(names).toContain(`config:${service}:production`);
  });
});
