import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ScalingView } from "@/contracts/scaling";
import type { ObservedBodies } from "@/server/ports/cluster-watch";
import { type OperationsWorld, operationsWorld } from "@/server/testing/operations-world";

const place = { service: "payment-history-api", environment: "production" };
const at = "2026-11-23T08:12:00Z";
const blue = "payment-history-api-blue";

type HpaBody = ObservedBodies["HorizontalPodAutoscaler"];
const condition = (type: string, status: string, reason: string, message: string) => ({
  type,
  status,
  reason,
  message,
});

describe("scaling", () => {
  let world: OperationsWorld;
  beforeAll(async () => {
    world = await operationsWorld();
  }, 90_000);
  afterAll(() => world.close());

  const get = async (where = place): Promise<ScalingView> =>
    world.operations.scaling.get(await world.actor("payment-dev-1"), where);
  const observe = async <K extends keyof ObservedBodies>(kind: K, name: string, body: unknown) => {
    const named = { Node: ["", null], other: ["payment-prod", place.service] } as const;
    const [namespace, service] = kind === "Node" ? named.Node : named.other;
    await sql`insert into observation (cluster, kind, namespace, name, uid, resource_version, service, body)
      values ('prod-1', ${kind}, ${namespace}, ${name}, ${name}, '1', ${service}, ${JSON.stringify(body)})
      on conflict (cluster, kind, namespace, name) do update set body = excluded.body`.execute(
      world.database,
    );
  };
  const forget = (kind: string, name: string) =>
    sql`delete from observation where kind = ${kind} and name = ${name}`.execute(world.database);
  const serve = () =>
    observe("Service", place.service, {
      selector: {
        "switchyard.internal/service": place.service,
        "switchyard.internal/color": "blue",
      },
    });
  const workload = (name: string) =>
    observe("Deployment", name, { name, wanted: 4, resources: { cpu: "500m", memory: "1Gi" } });
  const hpa = (more: Partial<HpaBody> = {}) => {
    const body: HpaBody = {
      ...{ name: blue, uid: blue, workload: blue, min: 4, max: 12, current: 4, desired: 4, ours: true },
      conditions: [condition("ScalingActive", "True", "ValidMetricFound", "calculated from cpu")],
      metrics: [{ name: "cpu", target: 60, value: 46 }],
      scaleDownSeconds: 300,
      editors: [],
      ...more,
    };
    return observe("HorizontalPodAutoscaler", body.name, body);
  };
  const floor = (source: string, value: number, ends: string | null) =>
    sql`insert into scaling_floor (target_id, color, source, value, expires_at)
      select id, 'all', ${source}, ${value}, now() + ${ends}::interval from target
      where service = ${place.service} and environment = ${place.environment}`.execute(world.database);

  test("before anything was seen it has the base, and invents no figures", async () => {
    const view = await get();
    expect(view).toMatchObject({
      base: { min: 4, max: 12, targetCpuPercent: 60, scaleDownSeconds: 300, version: 1 },
      effective: null,
      autoscalers: [],
      missing: [],
      pool: { nodes: 0, pod: null, fits: null },
      corrections: [],
      seenAt: null,
    });
  });

  test("shows bounds with their reasons, load against the target, and agrees with an autoscaler as the policy says", async () => {
    await serve();
    await workload(blue);
    await hpa();
    const view = await get();
    expect(view.effective).toMatchObject({ min: 4, max: 12 });
    expect(view.autoscalers).toEqual([
      expect.objectContaining({
        color: "blue",
        role: "serving",
        foreign: false,
        metrics: [{ name: "cpu", target: 60, value: 46 }],
        findings: [],
        differences: [],
      }),
    ]);
  });

  test("an open floor raises the bounds with its end; one whose time is over does not", async () => {
    await floor("override", 6, "2 hours");
    expect((await get()).effective).toMatchObject({ min: 6, max: 12 });
    const reason = (await get()).effective?.reasons.find(({ source }) => source === "override");
    expect(reason).toMatchObject({ bound: "min", value: 6, decides: true });
    expect(Date.parse(reason?.expiresAt ?? "")).toBeGreaterThan(Date.now());
    await sql`update scaling_floor set expires_at = now() - interval '1 second'`.execute(world.database);
    expect((await get()).effective).toMatchObject({ min: 4, max: 12 });
    await sql`delete from scaling_floor`.execute(world.database);
  });

  test("a hand edit is a difference with field manager and time", async () => {
    await hpa({ min: 1, editors: [{ field: "minReplicas", manager: "kubectl-edit", at }] });
    expect((await get()).autoscalers[0]?.differences).toEqual([
      { field: "minReplicas", seen: 1, expected: 4, manager: "kubectl-edit", at },
    ]);
  });

  test.each([
    [
      "no metrics",
      condition("ScalingActive", "False", "FailedGetResourceMetric", "no metrics known for pod"),
      /sees no load/u,
    ],
    [
      "the maximum",
      condition("ScalingLimited", "True", "TooManyReplicas", "more than the maximum"),
      /is at its maximum of 12 and wants more/u,
    ],
    [
      "two autoscalers",
      condition("ScalingActive", "False", "AmbiguousSelector", "pods by multiple HPAs"),
      /Two autoscalers see the same pods/u,
    ],
    [
      "a missing workload",
      condition("AbleToScale", "False", "FailedGetScale", "deployments.apps not found"),
      /cannot scale it/u,
    ],
  ])("names %s in plain words", async (_fault, given, sentence) => {
    await hpa({ conditions: [given] });
    expect((await get()).autoscalers[0]?.findings).toEqual([
      expect.objectContaining({ sentence: expect.stringMatching(sentence), evidence: [given.message] }),
    ]);
  });

  test("a second autoscaler on the workload is named as foreign, and a lost one as missing", async () => {
    await hpa();
    await hpa({ name: "payment-history-api-legacy", uid: "2", min: 1 });
    const { autoscalers } = await get();
    expect(autoscalers.map(({ name, foreign }) => [name, foreign])).toEqual([
      [blue, false],
      ["payment-history-api-legacy", true],
    ]);
    expect(autoscalers[1]?.differences).toEqual([]);
    await forget("HorizontalPodAutoscaler", "payment-history-api-legacy");
    await forget("HorizontalPodAutoscaler", blue);
    expect(await get()).toMatchObject({ autoscalers: [], missing: [blue] });
  });

  test("counts the room of its own pool by what pods ask for, and leaves a cordoned node out", async () => {
    const { pool } = await get();
    const node = { pool: pool.name, ready: true, schedulable: true, allocatableCpu: 4 };
    const sized = { ...node, allocatableMemory: 16 * 1024 ** 3, allocatablePods: 20 };
    await observe("Node", "n-1", sized);
    await observe("Node", "n-2", { ...sized, schedulable: false });
    await observe("Node", "n-3", { ...sized, pool: "another" });
    await observe("Pod", `${blue}-1`, { node: "n-1", phase: "Running", color: "blue", ready: true });
    await observe("Pod", `${blue}-2`, { node: "n-1", phase: "Failed", color: "blue" });
    expect((await get()).pool).toEqual({
      name: pool.name,
      nodes: 2,
      closed: 1,
      cpu: { all: 4, asked: 0.5 },
      memory: { all: 16 * 1024 ** 3, asked: 1024 ** 3 },
      pod: { cpu: 0.5, memory: 1024 ** 3 },
      fits: 7,
    });
  });

  test("shows what the caretaker put right", async () => {
    const summary = `Autoscaler of ${blue}: 1-12 became 4-12; kubectl-edit had edited it.`;
    await sql`insert into audit_event (actor, via, action, subject, summary)
      select 'worker', 'engine', 'scaling.correct', 'target/' || id, ${summary} from target
      where service = ${place.service} and environment = ${place.environment}`.execute(world.database);
    expect((await get()).corrections).toEqual([{ at: expect.any(String), summary }]);
  });

  test("while a deployment works, its bounds are no difference and the page names it", async () => {
    await hpa({ min: 9 });
    expect((await get()).autoscalers[0]?.differences).toHaveLength(1);
    const id = await world.deployment(place.service, place.environment, "succeeded");
    await world.engineMoves(id, "matching_capacity");
    expect(await get()).toMatchObject({ rollout: { id } });
    expect((await get()).autoscalers[0]?.differences).toEqual([]);
  });

  test("a service that is not there is refused by name", async () => {
    await expect(get({ service: "no-such-api", environment: "production" })).rejects.toMatchObject({
      refusal: { code: "not_found" },
    });
  });
});
