import { expect, test } from "vitest";
import { partsOf } from "@/server/domain/manifest/parts";
import { aDeployment, aPolicy, aTarget, testNow } from "@/server/testing/a-rollout";
import { by, check, decide, later, noAsks, type Row } from "@/server/testing/decision-table";
import { aBundle, EngineWorld } from "@/server/testing/engine-world";
import { seen } from "@/server/testing/seen";
import type { TargetSeen, WorkloadSeen } from "./observation";
import type { Rollout } from "./state";

const target = { ...aTarget, strategy: "rolling" as const };
const parts = partsOf(aBundle(aDeployment({ target })));
const earlier = partsOf(aBundle(aDeployment({ target, imageDigest: "sha256:1" })));
const applied = [
  ...parts.configMaps.map((each) => `E2:${each.metadata.name}`),
  ...parts.supporting.map((each) => `E3:${each.kind}/${each.metadata.name}`),
];
const release: Partial<Rollout> = {
  target,
  parts,
  confirmed: applied,
  candidateColor: null,
  fromColor: null,
  undo: { sha256: "bundle-1", parts: earlier },
};

/** The one workload with three pods, changed as given. */
function look(
  changes: Partial<WorkloadSeen> | null = {},
  more: Partial<TargetSeen> = {},
): Partial<TargetSeen> {
  const { workloads } = seen({ blue: { wanted: 3, bundle: "bundle-2" } });
  const workload = { ...workloads["payment-history-api-blue"]!, name: target.service, ...changes };
  const hpa = seen().hpas["payment-history-api-blue"]!;
  const active = { ...seen().active!, selector: { "switchyard.internal/service": target.service } };
  return {
    active,
    workloads: changes === null ? {} : { [target.service]: workload },
    hpas: { [target.service]: { ...hpa, name: target.service, workload: target.service } },
    configMaps: [...parts.configMaps, ...earlier.configMaps].map((each) => each.metadata.name),
    podDisruptionBudgets: [target.service],
    ...more,
  };
}

interface Told extends Omit<Row, "rollout" | "seen"> {
  rollout: Partial<Rollout>;
  seen?: Partial<TargetSeen>;
}
const rowOf = ({ rollout, seen: overrides = look(), ...row }: Told): Row => ({
  ...row,
  rollout: { ...release, ...rollout },
  seen: { overrides },
});
const doomed = {
  rule: "image-missing",
  class: "doomed" as const,
  sentence: "The image does not exist.",
  evidence: [],
  nextStep: "",
  subjects: [],
  count: 1,
  of: 1,
};
const old = { bundle: "bundle-1", deploymentId: "1" };
const short = { available: 2, ready: 2 };

const rows: Told[] = [
  { says: "takes the lock without a color", rollout: { state: "queued" }, next: "rendering" },
  {
    says: "applies the supporting objects first",
    rollout: { state: "applying", confirmed: applied.slice(0, 1) },
    seen: look(old),
    next: "applying",
    effect: applied[1] ?? "",
  },
  {
    says: "points a Service without selector at the workload",
    rollout: { state: "applying" },
    seen: look(old, { active: { ...seen().active!, selector: null } }),
    next: "applying",
    effect: "E11:first",
  },
  {
    says: "gives the workload the new release",
    rollout: { state: "applying" },
    seen: look(old),
    next: "applying",
    effect: "E5",
  },
  {
    says: "sets a size that is below the base, never lowers one",
    rollout: { state: "applying" },
    seen: look({ wanted: 1 }),
    next: "applying",
    effect: "E8",
  },
  {
    says: "sets the autoscaler's bounds",
    rollout: { state: "applying" },
    seen: look({}, { hpas: {} }),
    next: "applying",
    effect: "E9",
  },
  {
    says: "then Kubernetes replaces the pods",
    rollout: { state: "applying" },
    next: "progressing",
  },
  {
    says: "what cannot be applied in time is undone",
    rollout: { state: "applying", stateDeadlineAt: testNow },
    seen: look(old),
    next: "rolling_back",
    because: /in time/,
  },
  {
    says: "a freeze that began on the way holds it before anything is applied",
    rollout: { state: "applying", confirmed: [], frozen: "beta is frozen." },
    seen: look(old),
    next: "applying",
    hold: "environment",
    because: /beta is frozen/,
  },
  {
    says: "what is under way is brought to its end",
    rollout: { state: "applying", frozen: "beta is frozen." },
    seen: look(old),
    next: "applying",
    effect: "E5",
  },
  {
    says: "a refused write is undone",
    rollout: { state: "applying", memory: { fatal: { message: "no", class: "config" } } },
    seen: look(old),
    next: "rolling_back",
    because: /refuses/,
  },
  {
    says: "abort takes the earlier release back",
    rollout: { state: "applying", asks: { ...noAsks, cancel: by("dev") } },
    seen: look(old),
    next: "rolling_back",
    actor: "dev",
  },
  {
    says: "waits for the surge",
    rollout: { state: "progressing" },
    seen: look({ updated: 1 }),
    next: "progressing",
    because: /1 of 3 pods created/,
  },
  {
    says: "an old pod that is left is not done",
    rollout: { state: "progressing" },
    seen: look({ replicas: 4 }),
    next: "progressing",
    because: /older template/,
  },
  { says: "is rolled out when all pods run it", rollout: { state: "progressing" }, next: "verifying" },
  {
    says: "applies a deleted workload again",
    rollout: { state: "progressing" },
    seen: look(null),
    next: "progressing",
    effect: "E5",
  },
  {
    says: "creates a deleted Service again, selected by its name",
    rollout: { state: "progressing" },
    seen: look({}, { active: null }),
    next: "progressing",
    effect: "D-service",
    hold: "drift",
  },
  {
    says: "a doomed release is undone at once",
    rollout: { state: "progressing" },
    seen: look(short),
    findings: [doomed],
    next: "rolling_back",
    because: /image does not exist/,
  },
  {
    says: "a release without progress is undone",
    rollout: { state: "progressing", progressAt: testNow },
    seen: look(short),
    now: later(600_000),
    next: "rolling_back",
    because: /2 of 3/,
  },
  {
    says: "abort takes it back while it rolls",
    rollout: { state: "progressing", asks: { ...noAsks, cancel: by("dev") } },
    seen: look(short),
    next: "rolling_back",
    actor: "dev",
  },
  {
    says: "makes way for a rollback of the same target",
    rollout: { state: "progressing", supersededBy: "other" },
    seen: look(short),
    next: "rolling_back",
    because: /newer deployment/,
  },
  {
    says: "counts healthy, observed time",
    rollout: { state: "verifying", lastSampleAt: testNow - 5000 },
    next: "verifying",
    because: /10 s of the bake/,
  },
  {
    says: "time without a look does not count",
    rollout: { state: "verifying", lastSampleAt: testNow - 600_000 },
    next: "verifying",
    because: /15 s of the bake/,
  },
  {
    says: "time with too few pods does not count",
    rollout: { state: "verifying", lastSampleAt: testNow - 5000, observedOkMs: 14_000 },
    seen: look(short),
    next: "verifying",
    because: /does not count/,
  },
  {
    says: "too few pods again and again are a verdict",
    rollout: { state: "verifying", memory: { badSamples: 14 } },
    seen: look(short),
    next: "rolling_back",
  },
  {
    says: "creates a deleted ConfigMap again in the bake",
    rollout: { state: "verifying" },
    seen: look({}, { configMaps: [] }),
    next: "verifying",
    effect: applied[0] ?? "",
  },
  {
    says: "succeeds after the bake, without a standby",
    rollout: { state: "verifying", observedOkMs: 15_000, lastSampleAt: testNow },
    next: "succeeded",
  },
  {
    says: "a person takes it back in the bake",
    rollout: { state: "verifying", asks: { ...noAsks, cancel: by("oncall") } },
    next: "rolling_back",
    actor: "oncall",
  },
  {
    says: "going back applies the earlier release",
    rollout: { state: "rolling_back" },
    next: "rolling_back",
    effect: "R2",
  },
  {
    says: "its ConfigMaps first",
    rollout: { state: "rolling_back" },
    seen: look({}, { configMaps: [] }),
    next: "rolling_back",
    effect: `R2:${earlier.configMaps[0]?.metadata.name}`,
  },
  {
    says: "waits for its pods",
    rollout: { state: "rolling_back" },
    seen: look({ ...old, ...short }),
    next: "rolling_back",
    because: /2 of 3/,
  },
  {
    says: "is back when they run",
    rollout: { state: "rolling_back", failureSentence: "The image does not exist." },
    seen: look(old),
    next: "rolled_back",
    because: /image does not exist/,
  },
  {
    says: "an earlier release that does not come either is a hold",
    rollout: { state: "rolling_back" },
    seen: look({ ...old, ...short }),
    now: later(600_000),
    next: "rolling_back",
    hold: "environment",
  },
  {
    says: "which a person may end",
    rollout: { state: "rolling_back", hold: "environment", asks: { ...noAsks, finish: by("lead") } },
    seen: look({ ...old, ...short }),
    next: "failed",
    actor: "lead",
  },
  {
    says: "a first release has nothing to go back to",
    rollout: { state: "rolling_back", undo: null },
    next: "rolling_back",
    hold: "manual",
  },
  {
    says: "a person ends it, and nothing is deleted",
    rollout: { state: "rolling_back", undo: null, hold: "manual", asks: { ...noAsks, finish: by("lead") } },
    next: "failed",
    actor: "lead",
    because: /stays as it is/,
  },
];

test.each(rows.map(rowOf))("rolling: $says", check);

test.each(["applying", "progressing", "verifying", "rolling_back"] as const)(
  "rolling: silence in %s decides nothing",
  (state) => {
    const rollout = { ...release, state, asks: { ...noAsks, cancel: by("dev") } };
    const decision = decide({ says: "", rollout, seen: "silence", next: state });
    expect(decision).toMatchObject({ next: state, effect: null });
  },
);

test("rolling: a Service that is deleted while pods are replaced does not stop the release", async () => {
  const world = new EngineWorld({ target });
  await world.untilEnd(await world.request());
  const id = await world.request({ policy: aPolicy({ bakeMs: 120_000 }) });
  await world.untilState(id, "progressing");
  world.cluster.active = null;
  expect(await world.untilEnd(id)).toBe("succeeded");
  expect(world.cluster.active).toMatchObject({ selector: { "switchyard.internal/service": target.service } });
});
