import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "@/server/adapters/postgres/sha256";
import { configMapName } from "@/server/domain/manifest/config-map-name";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const place = { service: "payment-history-api", environment: "beta" };
const at = "2026-11-23T08:12:00Z";
const by = { manager: "kubectl-set", at };

describe("what was changed by hand", () => {
  let world: OperationsWorld;
  let map: string;
  let data: Record<string, string>;
  beforeAll(async () => {
    world = await operationsWorld();
    const { rows } = await get();
    data = Object.fromEntries(rows.map(({ key, value }) => [key, value]));
    map = configMapName(place.service, { version: (await get()).version, data }, sha256);
  }, 90_000);
  afterAll(() => world.close());

  const refusal = (code: string, reason: RegExp = /./u) =>
    expect.objectContaining({
      refusal: expect.objectContaining({ code, reason: expect.stringMatching(reason) }),
    });
  const get = async () => world.operations.config.get(await world.actor("payment-dev-1"), place);
  const observe = (kind: string, name: string, body: unknown) =>
    sql`insert into observation (cluster, kind, namespace, name, uid, resource_version, service, body)
      values ('beta-1', ${kind}, 'payment-beta', ${name}, ${name}, '1', ${place.service}, ${JSON.stringify(body)})
      on conflict (cluster, kind, namespace, name) do update set body = excluded.body`.execute(
      world.database,
    );
  const variable = (name: string, value: string | null) => ({
    field: `containers[app].env[${name}]`,
    ...by,
    variable: { name, value },
  });
  const adopt = async (account: string) =>
    world.operations.config.adoptDrift(await world.actor(account), {
      ...place,
      body: { message: "it works better so" },
    });
  const revert = async (account: string) =>
    world.operations.config.revertDrift(await world.actor(account), {
      ...place,
      body: { message: "as it was" },
    });

  test("nothing is said, and nothing can be taken over, while the cluster is as it should be", async () => {
    await observe("Deployment", "payment-history-api-blue", { wanted: 1 });
    await observe("ConfigMap", map, { edits: [], data: null });
    expect((await get()).drift).toEqual([]);
    await expect(adopt("payment-dev-1")).rejects.toEqual(refusal("nothing_to_change"));
    await expect(revert("payment-dev-1")).rejects.toEqual(refusal("nothing_to_change"));
  });

  test("a workload and a ConfigMap show field, manager and time", async () => {
    await observe("Deployment", "payment-history-api-blue", {
      wanted: 1,
      edits: [
        variable("LOG_LEVEL", "DEBUG"),
        { field: "containers[app].image", ...by },
        variable("APP_VERSION", "by-hand"),
      ],
    });
    await observe("Deployment", "payment-history-api-green", {
      wanted: 0,
      edits: [variable("TZ", "UTC")],
    });
    await observe("ConfigMap", map, {
      edits: [{ field: "data", manager: "kubectl-create", at }],
      data: { ...data, DB_POOL_MAX: "30" },
    });
    expect((await get()).drift).toEqual([
      {
        ...{ kind: "ConfigMap", object: map, field: "data[DB_POOL_MAX]", manager: "kubectl-create", at },
        ...{ key: "DB_POOL_MAX", value: "30", adoptable: true, parked: false },
      },
      {
        ...{ kind: "workload", object: "payment-history-api-blue", field: "containers[app].env[LOG_LEVEL]" },
        ...{ ...by, key: "LOG_LEVEL", value: "DEBUG", adoptable: true, parked: false },
      },
      {
        ...{ kind: "workload", object: "payment-history-api-blue", field: "containers[app].image" },
        ...{ ...by, key: null, value: null, adoptable: false, parked: false },
      },
      {
        ...{ kind: "workload", object: "payment-history-api-blue" },
        ...{ field: "containers[app].env[APP_VERSION]", ...by },
        ...{ key: "APP_VERSION", value: "by-hand", adoptable: false, parked: false },
      },
      {
        ...{ kind: "workload", object: "payment-history-api-green", field: "containers[app].env[TZ]" },
        ...{ ...by, key: "TZ", value: "UTC", adoptable: true, parked: true },
      },
    ]);
  });

  test("who may not edit the config may neither adopt nor revert", async () => {
    await expect(adopt("points-dev-1")).rejects.toEqual(refusal("forbidden"));
    await expect(revert("points-dev-1")).rejects.toEqual(refusal("forbidden"));
  });

  test("reverting makes the same values anew, under a name of their own, with an audit row", async () => {
    const { version, audit } = await revert("payment-dev-1");
    const rows = (await get()).rows.map(({ key, value }) => [key, value]);
    expect(Object.fromEntries(rows)).toEqual(data);
    expect(configMapName(place.service, { version, data }, sha256)).not.toBe(map);
    const entry = await world.database
      .selectFrom("audit_event")
      .select(["actor", "action"])
      .where("seq", "=", audit)
      .executeTakeFirstOrThrow();
    expect(entry).toEqual({ actor: "payment-dev-1", action: "config.revert" });
  });

  test("once a newer version waits, reverting is rolling that one out", async () => {
    await expect(revert("payment-dev-1")).rejects.toEqual(refusal("wrong_state", /Roll it out/u));
  });

  test("adopting makes a version of the values of what serves, and nothing of a parked color", async () => {
    await adopt("payment-dev-1");
    const { rows, versions } = await get();
    const value = (key: string) => rows.find((row) => row.key === key)?.value;
    expect([value("LOG_LEVEL"), value("DB_POOL_MAX"), value("TZ")]).toEqual(["DEBUG", "30", data["TZ"]]);
    expect(versions[0]).toMatchObject({ author: "payment-dev-1", message: "it works better so" });
    await expect(adopt("payment-dev-1")).rejects.toEqual(refusal("nothing_to_change"));
  });

  test("a value that its key does not take is refused with its reason", async () => {
    await observe("Deployment", "payment-history-api-blue", {
      wanted: 1,
      edits: [variable("DB_POOL_MAX", "9000")],
    });
    await expect(adopt("payment-dev-1")).rejects.toEqual(refusal("config_invalid", /at most 200/u));
  });
});
