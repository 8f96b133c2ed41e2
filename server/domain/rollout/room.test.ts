import { describe, expect, test } from "vitest";
import type { BundleParts } from "@/server/domain/manifest/parts";
import { aDeployment } from "@/server/testing/a-rollout";
import { green, parts, prepared, sized, table } from "@/server/testing/decision-table";
import { seen } from "@/server/testing/seen";
import type { NodeRoomSeen, QuotaSeen } from "./observation";
import { roomMissing } from "./room";

const gibibyte = 1024 ** 3;
const asking: BundleParts = {
  ...parts,
  workload: {
    ...parts.workload!,
    spec: {
      template: {
        spec: {
          containers: [
            {
              resources: {
                requests: { cpu: "500m", memory: "1Gi" },
                limits: { cpu: "1", memory: "2Gi" },
              },
            },
          ],
        },
      },
    },
  },
};
/** Nodes of pool b with this many free cores each. */
const pool = (...free: number[]): NodeRoomSeen => ({
  pool: "b",
  nodes: free.map((freeCpu, index) => ({
    name: `node-${index}`,
    schedulable: true,
    freeCpu,
    freeMemory: 64 * gibibyte,
    allocatableCpu: 8,
    allocatableMemory: 64 * gibibyte,
  })),
});
const quota = (resource: string, hard: number, used: number): QuotaSeen => ({
  name: "payment",
  resource,
  hard,
  used,
});

describe("why there is no room, with the numbers", () => {
  const rows: [string, number, { quotas?: QuotaSeen[]; nodeRoom?: NodeRoomSeen }, string | null][] = [
    ["nothing is known", 50, {}, null],
    ["enough cores", 4, { quotas: [quota("requests.cpu", 10, 8)] }, null],
    [
      "too few cores in the quota",
      5,
      { quotas: [quota("requests.cpu", 10, 8)] },
      "No room for 5 pods of green: quota payment has 2.0 cores left, 2.5 cores are needed.",
    ],
    [
      "too little memory in the quota",
      3,
      { quotas: [quota("limits.memory", 8 * gibibyte, 4 * gibibyte)] },
      "No room for 3 pods of green: quota payment has 4.0 GiB left, 6.0 GiB are needed.",
    ],
    [
      "too few pods in the quota",
      2,
      { quotas: [quota("pods", 40, 39)] },
      "No room for 2 pods of green: quota payment has 1 pod left, 2 pods are needed.",
    ],
    ["a quota of something else", 9, { quotas: [quota("services", 1, 1)] }, null],
    ["enough nodes", 4, { nodeRoom: pool(1, 1) }, null],
    [
      "free cores that are split over nodes do not add up",
      2,
      { nodeRoom: pool(0.4, 0.4, 0.5) },
      "No room for 2 pods of green: pool b has 1.3 cores and 192.0 GiB free on 3 nodes, which is room for 1 pod of 0.5 cores and 1.0 GiB.",
    ],
    ["no node of the pool is known", 9, { nodeRoom: pool() }, null],
    ["nothing to add", 0, { quotas: [quota("pods", 1, 1)] }, null],
  ];
  test.each(rows)("%s", (_, add, overrides, sentence) => {
    const rollout = aDeployment({ parts: asking });
    expect(roomMissing(rollout, seen({ overrides }), add)).toBe(sentence);
  });

  test("a cordoned node is no room", () => {
    const room = pool(8);
    const nodeRoom = { ...room, nodes: room.nodes.map((node) => ({ ...node, schedulable: false })) };
    expect(roomMissing(aDeployment({ parts: asking }), seen({ overrides: { nodeRoom } }), 1)).toMatch(
      /room for 0 pods/,
    );
  });
});

const full = { overrides: { quotas: [quota("pods", 40, 39)] } };

table("room and turns", [
  {
    says: "no preview pods are created that could not run",
    rollout: { ...prepared, state: "applying", previewSize: 3 },
    seen: { green: { wanted: 1 }, ...full },
    next: "applying",
    because: /No room for 2 pods of green: quota payment has 1 pod left/,
  },
  {
    says: "one preview pod is tried: the cluster's own refusal is the better evidence",
    rollout: { ...prepared, state: "applying" },
    seen: { green: { wanted: 0 }, overrides: { quotas: [quota("pods", 40, 40)] } },
    next: "applying",
    effect: "E4",
  },
  {
    says: "and the deployment ends with that sentence when no room comes",
    rollout: { ...prepared, state: "applying", previewSize: 3, stateDeadlineAt: 0 },
    seen: { green: { wanted: 1 }, ...full },
    next: "cleaning_up",
    because: /No room for 2 pods/,
  },
  {
    says: "the candidate does not grow where it has no room",
    rollout: { ...prepared, state: "matching_capacity" },
    seen: {
      blue: { wanted: 4, bundle: "bundle-1", release: "1", hpa: { min: 2, max: 6 } },
      green: { wanted: 1 },
      ...full,
    },
    next: "matching_capacity",
    because: /No room for 3 pods of green/,
  },
  {
    says: "the reserve is left out where only it does not fit",
    rollout: { ...prepared, state: "matching_capacity" },
    seen: { green: { wanted: 1 }, ...full },
    next: "matching_capacity",
    effect: "E8",
    because: /to 2 pods/,
  },
  {
    says: "waits for its turn when many grow in the pool, without a page",
    rollout: { ...prepared, state: "matching_capacity", poolAhead: 6 },
    seen: { green: { wanted: 1 } },
    next: "matching_capacity",
    hold: "capacity",
    because: /6 deployments grow in pool b before it/,
  },
  {
    says: "goes on by itself when it is its turn",
    rollout: { ...prepared, state: "matching_capacity", hold: "capacity", holdReason: "turn", poolAhead: 5 },
    seen: { green: { wanted: 1 } },
    next: "matching_capacity",
    effect: "E8",
    hold: "none",
  },
  {
    says: "one that is large enough waits for nobody",
    rollout: { ...sized, state: "matching_capacity", poolAhead: 9 },
    seen: { green, blue: { wanted: 2, bundle: "bundle-1", release: "1", hpa: { min: 2, max: 6 } } },
    next: "switching",
  },
  {
    says: "a rollback never waits for others",
    rollout: { ...prepared, kind: "rollback", state: "matching_capacity", poolAhead: 9 },
    seen: { green: { wanted: 1 } },
    next: "matching_capacity",
    effect: "E8",
  },
]);
