import { describe, expect, test } from "vitest";
import type { PodSeen } from "@/contracts/pod";
import type { DeploymentFacts, RowFacts, SeenObjects, TargetFacts } from "./facts";
import { matrixRow, serviceRow } from "./service-row";

const now = Date.parse("2026-11-22T14:00:00Z");
const at = (secondsAgo: number): string => new Date(now - secondsAgo * 1000).toISOString();
const image = "registry.demo.internal/payment/payment-history-api:1.23.0-b313-8367ed9";

function aPod(name: string, more: Partial<PodSeen> = {}): PodSeen {
  return {
    name,
    namespace: "payment-prod",
    uid: name,
    color: "blue",
    phase: "Running",
    ready: true,
    createdAt: at(3600),
    images: [],
    containers: [],
    ...more,
  };
}

const waiting = (reason: string): Partial<PodSeen> => ({
  ready: false,
  containers: [{ name: "app", ready: false, restarts: 2, state: "waiting", reason }],
});

const outOfMemory = (secondsAgo: number): Partial<PodSeen> => ({
  containers: [
    {
      name: "app",
      ready: true,
      restarts: 1,
      state: "running",
      last: { reason: "OOMKilled", exitCode: 137, finishedAt: at(secondsAgo) },
    },
  ],
});

function aDeployment(more: Partial<DeploymentFacts> = {}): DeploymentFacts {
  return {
    id: "d-2",
    ref: 2042,
    kind: "release",
    state: "progressing",
    hold: "none",
    holdReason: null,
    candidate: "green",
    from: "blue",
    release: {
      build: 314,
      tag: "1.24.0-b314-aaaaaaa",
      version: "1.24.0-b314",
      commit: "aaaaaaa",
      branch: "main",
      config: 12,
    },
    requestedBy: "payment-dev-1",
    createdAt: at(120),
    since: at(60),
    switchedAt: null,
    finishedAt: null,
    ...more,
  };
}

interface Scene {
  pods?: readonly PodSeen[];
  green?: { wanted: number; pods: readonly PodSeen[] };
  deployments?: readonly DeploymentFacts[];
  target?: Partial<TargetFacts>;
  heardSecondsAgo?: number | null;
  hpa?: { min: number; max: number; desired: number };
  selector?: SeenObjects["selector"];
}

const workload = (color: string, wanted: number) =>
  [
    `payment-history-api-${color}`,
    { wanted, deploymentId: null, images: [image], configMaps: ["payment-history-api-config-v11-0a1b2c3d"] },
  ] as const;

const toBlue = { "switchyard.internal/service": "payment-history-api", "switchyard.internal/color": "blue" };

const catalog: RowFacts["catalog"] = {
  name: "payment-history-api",
  domain: "payment",
  team: "payment",
  owner: "payment",
  onCall: "payment",
  tier: 2,
  stack: "backend-java",
  strategy: "blueGreen",
  pool: "b",
};

const aTarget = (more: Partial<TargetFacts> = {}): TargetFacts => ({
  id: "t",
  service: "payment-history-api",
  environment: "production",
  cluster: "prod-1",
  namespace: "payment-prod",
  servingColor: "blue",
  stableDeploymentId: null,
  bounds: { min: 2, max: 6, ceiling: 12 },
  drift: false,
  deployments: [],
  ...more,
});

function seenIn(scene: Scene): SeenObjects {
  const { green, hpa, pods = [aPod("b1"), aPod("b2")] } = scene;
  const all = [...pods, ...(green?.pods ?? [])];
  return {
    workloads: new Map([workload("blue", pods.length), ...(green ? [workload("green", green.wanted)] : [])]),
    hpas: new Map(hpa ? [["blue", { workload: "payment-history-api-blue", ...hpa }]] : []),
    pods: new Map(all.map((pod) => [pod.name, pod])),
    selector: "selector" in scene ? scene.selector : toBlue,
  };
}

function facts(scene: Scene = {}): RowFacts {
  const { deployments = [], target, heardSecondsAgo = 1 } = scene;
  return {
    catalog,
    environment: "production",
    target: aTarget({ deployments, ...target }),
    seen: seenIn(scene),
    link: { state: "live", lastHeardAt: heardSecondsAgo === null ? null : at(heardSecondsAgo) },
    now,
  };
}

const greenPod = (name: string, more: Partial<PodSeen> = {}): PodSeen =>
  aPod(name, { color: "green", ...more });

describe("health of a service, with its reason", () => {
  test.each<[string, Scene, string, string | null]>([
    ["all pods ready", {}, "ok", null],
    [
      "one of two serving pods crash loops",
      { pods: [aPod("b1"), aPod("b2", waiting("CrashLoopBackOff"))] },
      "failing",
      "1 of 2 pods crash looping in blue",
    ],
    [
      "no serving pod is ready",
      { pods: [aPod("b1", { ready: false })] },
      "failing",
      "0 of 1 pod ready in blue",
    ],
    [
      "a pod that is leaving is not a failure",
      {
        pods: [aPod("b1"), aPod("b2"), aPod("b3", { ...waiting("CrashLoopBackOff"), deletingSince: at(3) })],
      },
      "look",
      "2 of 3 pods ready in blue",
    ],
    ["the cluster was never heard", { heardSecondsAgo: null }, "no_data", "The cluster prod-1 is not heard"],
    [
      "the cluster is silent for 31 s, whatever was seen",
      { heardSecondsAgo: 31, pods: [aPod("b1", waiting("CrashLoopBackOff"))] },
      "no_data",
      "The cluster prod-1 is not heard",
    ],
    ["the cluster is silent for 30 s", { heardSecondsAgo: 30 }, "ok", null],
    [
      "a release warms up",
      { deployments: [aDeployment()], green: { wanted: 4, pods: [greenPod("g1"), greenPod("g2")] } },
      "changing",
      "Green 2 of 4 ready, 2 pods wait",
    ],
    [
      "a failing candidate is a change, not a failure",
      {
        deployments: [aDeployment()],
        green: {
          wanted: 2,
          pods: [greenPod("g1", waiting("ImagePullBackOff")), greenPod("g2", { ready: false })],
        },
      },
      "changing",
      "Green 0 of 2 ready, 1 failing, 1 pod waits",
    ],
    [
      "failing serving pods come before a release",
      { deployments: [aDeployment()], pods: [aPod("b1", waiting("CrashLoopBackOff"))] },
      "failing",
      "1 of 1 pod crash looping in blue",
    ],
    [
      "a release that is held says why",
      { deployments: [aDeployment({ hold: "manual", holdReason: "kept for a look" })] },
      "changing",
      "On hold: kept for a look",
    ],
    [
      "a request waits for approval",
      { deployments: [aDeployment({ state: "awaiting_approval" })] },
      "look",
      "A release waits for approval",
    ],
    [
      "somebody changed it by hand",
      { target: { drift: true } },
      "look",
      "Somebody changed it outside of Switchyard",
    ],
    [
      "a pod ran out of memory 59 minutes ago",
      { pods: [aPod("b1", outOfMemory(3540)), aPod("b2")] },
      "look",
      "1 pod ran out of memory in the last hour",
    ],
    [
      "a pod ran out of memory 61 minutes ago",
      { pods: [aPod("b1", outOfMemory(3660)), aPod("b2")] },
      "ok",
      null,
    ],
    [
      "the autoscaler is at its maximum",
      { hpa: { min: 2, max: 6, desired: 6 } },
      "look",
      "At its maximum of 6 pods",
    ],
    ["bounds without room are no maximum", { hpa: { min: 2, max: 2, desired: 2 } }, "ok", null],
  ])("%s", (_sentence, scene, health, sentence) => {
    expect(serviceRow(facts(scene), 1)).toMatchObject({ health, sentence });
  });

  test("a service that is not in the environment is quiet", () => {
    const row = serviceRow({ ...facts(), target: undefined }, 1);
    expect(row).toMatchObject({ present: false, health: "ok", sentence: null, colors: [], seenAt: null });
  });
});

describe("who serves what", () => {
  test("the selector of the active Service decides, not what Postgres remembers", () => {
    const row = serviceRow(facts({ target: { servingColor: "green" } }), 1);
    expect(row.serving).toBe("blue");
    expect(row.colors.map(({ role }) => role)).toEqual(["serving", "idle"]);
  });

  test("a Service without a selector serves nobody", () => {
    expect(serviceRow(facts({ selector: null }), 1).serving).toBeNull();
  });

  test("while no Service was seen, Postgres is asked", () => {
    expect(serviceRow(facts({ selector: undefined, target: { servingColor: "green" } }), 1).serving).toBe(
      "green",
    );
  });

  test("a release is named by the deployment that made the workload, else by its image", () => {
    const [blue] = serviceRow(facts(), 1).colors;
    expect(blue?.release).toEqual({
      build: 313,
      tag: "1.23.0-b313-8367ed9",
      version: "1.23.0-b313",
      commit: "8367ed9",
      branch: "",
      config: 11,
    });
  });

  test("after the switch the old color is the standby", () => {
    const row = serviceRow(
      facts({ deployments: [aDeployment({ state: "holding", candidate: "blue", from: "green" })] }),
      1,
    );
    expect(row.colors.map(({ color, role }) => `${color} ${role}`)).toEqual([
      "blue serving",
      "green standby",
    ]);
  });

  test("the matrix shows the worst health and leaves out where the service is not", () => {
    const here = serviceRow(facts({ heardSecondsAgo: null }), 1);
    const away = serviceRow({ ...facts(), target: undefined }, 1);
    const row = matrixRow("payment-history-api", [
      ["dev", away],
      ["production", here],
    ]);
    expect(row.health).toBe("no_data");
    expect(Object.keys(row.cells)).toEqual(["production"]);
  });
});
