import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditPageSchema } from "@/contracts/audit";
import { archiveSchema, comparisonSchema, deploymentListSchema } from "@/contracts/deployment";
import { meSchema } from "@/contracts/me";
import { planSchema } from "@/contracts/plan";
import { podDetailSchema } from "@/contracts/pod-detail";
import { serviceDetailSchema } from "@/contracts/service";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

describe("what operations read", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());
  const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });

  test("who looks, with what waits for them", async () => {
    const me = await world.operations.me.get(await world.actor("payment-lead"));
    expect(meSchema.parse(me)).toEqual(
      expect.objectContaining({
        name: "payment-lead",
        team: "payment",
        organization: "Demo Pay",
        roles: ["lead of payment"],
      }),
    );
    expect(me.counts).toEqual({ services: 0, rollouts: 3, inFlight: 2, approvals: 1 });
    expect(me.environments.map(({ name }) => name)).toEqual(["dev", "beta", "rc", "production"]);
  });

  test("a page of history, then the next one", async () => {
    const reader = await world.actor("auditor");
    const first = deploymentListSchema.parse(await world.operations.history.list(reader, { limit: 20 }));
    const second = await world.operations.history.list(reader, {
      limit: 20,
      ...(first.next ? { cursor: first.next } : {}),
    });
    expect(first.rows).toHaveLength(20);
    expect(new Set([...first.rows, ...second.rows].map(({ ref }) => ref)).size).toBe(40);
    expect(first.rows.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
  });

  test("only what is asked for", async () => {
    const reader = await world.actor("auditor");
    const active = await world.operations.deployments.list(reader, { state: "active" });
    expect(active.rows.map(({ service, state }) => `${service} ${state}`).sort()).toEqual([
      "payment-refund-api awaiting_approval",
      "points-mission-api progressing",
      "promotion-coupon-api awaiting_promotion",
    ]);
    const found = await world.operations.history.list(reader, { q: "b309-1f0defb" });
    expect(found.rows.every(({ service }) => service === "payment-history-api")).toBe(true);
    await expect(world.operations.history.list(reader, { cursor: "x; drop table" })).rejects.toEqual(
      refusal("invalid_input"),
    );
  });

  test("an archive with its objects and a hash that is computed anew", async () => {
    const reader = await world.actor("payment-dev-1");
    const id = await world.deployment("payment-history-api", "production", "succeeded");
    const archive = archiveSchema.parse(await world.operations.history.archive(reader, { id }));
    expect(archive.objects.map(({ kind }) => kind)).toEqual([
      "ServiceAccount",
      "NetworkPolicy",
      "Service",
      "Service",
      "Ingress",
      "ConfigMap",
      "HorizontalPodAutoscaler",
      "PodDisruptionBudget",
      "Deployment",
    ]);
    expect(archive.verified).toBe(true);
    const waiting = await world.deployment("payment-refund-api", "production", "awaiting_approval");
    await expect(world.operations.history.archive(reader, { id: waiting })).rejects.toEqual(
      refusal("not_found"),
    );
  });

  test("two archives beside each other", async () => {
    const reader = await world.actor("payment-dev-1");
    const left = await world.deployment("payment-history-api", "beta", "succeeded");
    const right = await world.deployment("payment-history-api", "production", "succeeded");
    const comparison = comparisonSchema.parse(
      await world.operations.history.compare(reader, { left, right }),
    );
    expect(comparison.objects.some(({ kind, change }) => kind === "Deployment" && change !== "same")).toBe(
      true,
    );
  });

  test("a deployment by its number", async () => {
    const reader = await world.actor("payment-dev-1");
    const id = await world.deployment("payment-refund-api", "production", "awaiting_approval");
    const { ref } = await world.operations.deployments.get(reader, { id });
    expect((await world.operations.deployments.get(reader, { id: `R-${ref}` })).id).toBe(id);
    await expect(world.operations.deployments.get(reader, { id: "R-1" })).rejects.toEqual(
      refusal("not_found"),
    );
    await expect(world.operations.deployments.get(reader, { id: "' or 1=1" })).rejects.toEqual(
      refusal("not_found"),
    );
    const { entries } = await world.operations.deployments.timeline(reader, { id });
    expect(entries.at(-1)).toEqual(
      expect.objectContaining({
        actor: "payment-dev-1",
        sentence: "payment-dev-1 asked for it: DEMO-2204 partial refund rounding",
      }),
    );
  });

  test("a stored plan as it was shown", async () => {
    const author = await world.actor("payment-dev-1");
    const plan = await world.operations.plans.create(author, {
      service: "payment-history-api",
      environment: "beta",
      version: "1.23.0-b313-8367ed9",
    });
    expect(planSchema.parse(plan)).toEqual(await world.operations.plans.get(author, { id: plan.id }));
    expect(plan.counts).toEqual(expect.objectContaining({ removed: 0 }));
    await expect(world.operations.plans.get(author, { id: "nothing" })).rejects.toEqual(refusal("not_found"));
  });

  test("a pod that is gone, with its events, and who may read its log", async () => {
    const place = { service: "payment-history-api", environment: "production" };
    const pod = "payment-history-api-blue-7f-gone1";
    const event = {
      cluster: "prod-1",
      namespace: "payment-prod",
      service: place.service,
      type: "Warning",
      message: "Back-off restarting failed container",
      count: 3,
      object_kind: "Pod",
      first_at: new Date(),
      last_at: new Date(),
    };
    await world.database
      .insertInto("cluster_event")
      .values([
        { ...event, uid: "e1", reason: "BackOff", object_name: pod },
        { ...event, uid: "e2", reason: "Killing", object_name: "payment-history-api-blue-7f-other" },
      ])
      .execute();
    const read = async (account: string, name: string) =>
      world.operations.pods.get(await world.actor(account), { ...place, pod: name });
    const detail = podDetailSchema.parse(await read("payment-dev-1", pod));
    expect(detail).toMatchObject({ pod: null, cluster: "prod-1", logs: { allowed: true } });
    expect(detail.events.map(({ reason, count }) => `${reason} ${count}`)).toEqual(["BackOff 3"]);
    expect((await read("auditor", pod)).logs).toMatchObject({ allowed: false, code: "forbidden" });
    await expect(read("auditor", "nobody")).rejects.toEqual(refusal("not_found"));
  });

  test("names by a piece of them", async () => {
    const hits = await world.operations.search(await world.actor("payment-dev-1"), { query: "history" });
    expect(hits.filter(({ kind }) => kind === "service").map(({ title }) => title)).toEqual([
      "payment-history-api",
      "points-history-api",
    ]);
    expect(await world.operations.search(await world.actor("payment-dev-1"), { query: "%" })).toEqual([]);
    expect(await world.operations.search(await world.actor("payment-dev-1"), { query: "  " })).toEqual([]);
  });

  test("the audit log: all of it for the auditor, nothing for a stranger", async () => {
    const page = auditPageSchema.parse(
      await world.operations.audit.list(await world.actor("auditor"), { limit: 10 }),
    );
    expect(page.rows).toHaveLength(10);
    expect(page.next).not.toBeNull();
    await expect(world.operations.audit.list(await world.actor("ci-bot"), {})).rejects.toEqual(
      refusal("forbidden"),
    );
  });

  test.each([
    [
      "services.get",
      () => world.operations.services.get,
      { service: "payment-history-api", environment: "production" },
    ],
    ["services.list", () => world.operations.services.list, { environment: "nowhere" }],
  ])("%s refuses what the read model does not know", async (_what, operation, input) => {
    await expect(operation()(await world.actor("auditor"), input as never)).rejects.toEqual(
      refusal("not_found"),
    );
    expect(serviceDetailSchema).toBeDefined();
  });
});

describe("registering builds", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());
  const refusal = (code: string) => expect.objectContaining({ refusal: expect.objectContaining({ code }) });
  const digest = `sha256:${"3".repeat(64)}`;
  const body = {
    service: "payment-history-api",
    number: 320,
    branch: "release/1.23",
    commit: "c".repeat(40),
    tag: "1.23.1-b320-ccccccc",
  };
  const register = async (account: string, change: Record<string, unknown> = {}) =>
    world.operations.builds.register(await world.actor(account), { ...body, ...change });

  test("takes the digest from the registry and writes an audit row", async () => {
    world.images.set(body.tag, { state: "found", digest });
    const before = await world.rows("audit_event");
    expect(await register("ci-bot")).toEqual(expect.objectContaining({ number: 320, digest }));
    expect(await world.rows("audit_event")).toBe(before + 1);
  });

  test.each<[string, string, Record<string, unknown>, string]>([
    ["a number that is used", "ci-bot", { tag: "1.23.2-b320-ccccccc" }, "conflict"],
    ["an image that nobody pushed", "ci-bot", { number: 321, tag: "1.23.2-b321-ccccccc" }, "image_missing"],
    ["somebody of another team", "points-dev-1", { number: 322 }, "forbidden"],
    ["a short commit", "ci-bot", { commit: "abc" }, "invalid_input"],
    ["an unknown service", "ci-bot", { service: "no-such-api" }, "not_found"],
  ])("refuses %s", async (_what, account, change, code) => {
    if (code === "conflict") world.images.set("1.23.2-b320-ccccccc", { state: "found", digest });
    const before = await world.rows("build");
    await expect(register(account, change)).rejects.toEqual(refusal(code));
    expect(await world.rows("build")).toBe(before);
  });
});
