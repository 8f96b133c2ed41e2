import { expect, test } from "vitest";
import type { Manifest } from "@/contracts/manifest";
import { partsOf } from "@/server/domain/manifest/parts";
import { aDeployment, aTarget, testNow } from "@/server/testing/a-rollout";
import { by, check, decide, noAsks, type Row } from "@/server/testing/decision-table";
import { aBundle } from "@/server/testing/engine-world";
import { seen } from "@/server/testing/seen";
import type { TargetSeen, WorkloadSeen } from "./observation";
import type { Rollout } from "./state";

const target = { ...aTarget, strategy: "cron" as const };

/** A batch service: its objects without anything that takes traffic, and a CronJob. */
function bundle(suspend = false): Manifest[] {
  const objects = aBundle(aDeployment({ target })).filter(
    ({ kind }) => kind === "ServiceAccount" || kind === "ConfigMap",
  );
  const spec = { schedule: "15 2 * * *", timeZone: "Asia/Tokyo", suspend, jobTemplate: {} };
  const metadata = { name: target.service, namespace: target.namespace };
  return [...objects, { apiVersion: "batch/v1", kind: "CronJob", metadata, spec }];
}

const parts = partsOf(bundle());
const applied = [
  ...parts.configMaps.map((each) => `E2:${each.metadata.name}`),
  ...parts.supporting.map((each) => `E3:${each.kind}/${each.metadata.name}`),
];
const release: Partial<Rollout> = {
  target,
  hpaMode: "none",
  parts,
  confirmed: applied,
  candidateColor: null,
  fromColor: null,
};

function look(changes: Partial<WorkloadSeen> | null = {}): Partial<TargetSeen> {
  const { workloads } = seen({ blue: { wanted: 0, bundle: "bundle-2" } });
  const job = { ...workloads["payment-history-api-blue"]!, name: target.service, ...changes };
  return {
    active: null,
    preview: null,
    workloads: changes === null ? {} : { [target.service]: job },
    hpas: {},
    configMaps: parts.configMaps.map((each) => each.metadata.name),
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
const old = { bundle: "bundle-1", deploymentId: "1" };

const rows: Told[] = [
  { says: "takes the lock; a Service is not missed", rollout: { state: "queued" }, next: "rendering" },
  {
    says: "goes on after the dry run",
    rollout: { state: "dry_running" },
    dryRun: [{ object: "CronJob/x", outcome: "configured" }],
    next: "applying",
  },
  {
    says: "creates its ConfigMap first",
    rollout: { state: "applying", confirmed: [] },
    seen: look(old),
    next: "applying",
    effect: applied[0] ?? "",
  },
  {
    says: "then gives the CronJob the release",
    rollout: { state: "applying" },
    seen: look(old),
    next: "applying",
    effect: "E5",
  },
  {
    says: "a freeze that began on the way holds it",
    rollout: { state: "applying", frozen: "beta is frozen." },
    seen: look(old),
    next: "applying",
    hold: "environment",
  },
  {
    says: "creates a CronJob that does not exist",
    rollout: { state: "applying" },
    seen: look(null),
    next: "applying",
    effect: "E5",
  },
  { says: "needs no pods to go on", rollout: { state: "applying" }, next: "verifying" },
  {
    says: "abort leaves the CronJob as it is",
    rollout: { state: "applying", asks: { ...noAsks, cancel: by("dev") } },
    seen: look(old),
    next: "cleaning_up",
    actor: "dev",
    because: /not changed/,
  },
  {
    says: "abort comes too late once the CronJob carries the release",
    rollout: { state: "applying", asks: { ...noAsks, cancel: by("dev") } },
    next: "verifying",
  },
  {
    says: "makes way for a rollback of the same target",
    rollout: { state: "applying", supersededBy: "other" },
    seen: look(old),
    next: "cleaning_up",
  },
  {
    says: "what cannot be applied in time ends",
    rollout: { state: "applying", stateDeadlineAt: testNow },
    seen: look(old),
    next: "cleaning_up",
    because: /in time/,
  },
  {
    says: "a refused write ends it",
    rollout: { state: "applying", memory: { fatal: { message: "no schedule", class: "config" } } },
    seen: look(old),
    next: "cleaning_up",
    because: /no schedule/,
  },
  {
    says: "has nothing to clean up",
    rollout: { state: "cleaning_up", resolution: "canceled" },
    seen: look(old),
    next: "canceled",
    because: /was not changed/,
  },
  {
    says: "keeps its ConfigMap while it verifies",
    rollout: { state: "verifying" },
    seen: { ...look(), configMaps: [] },
    next: "verifying",
    effect: applied[0] ?? "",
  },
  {
    says: "succeeds when the CronJob carries the bundle, and says when the next run is",
    rollout: { state: "verifying" },
    next: "succeeded",
    because: /next run \(15 2 \* \* \* Asia\/Tokyo\)/,
  },
  {
    says: "says so when no run will start",
    rollout: { state: "verifying", parts: partsOf(bundle(true)) },
    next: "succeeded",
    because: /suspended/,
  },
  {
    says: "waits while another bundle is seen",
    rollout: { state: "verifying" },
    seen: look(old),
    next: "verifying",
  },
  {
    says: "fails when somebody else keeps changing it",
    rollout: { state: "verifying", stateDeadlineAt: testNow },
    seen: look(old),
    next: "failed",
    because: /somebody else/,
  },
];

test.each(rows.map(rowOf))("cron: $says", check);

test.each(["applying", "verifying"] as const)("cron: silence in %s is no success", (state) => {
  expect(decide({ says: "", rollout: { ...release, state }, seen: "silence", next: state })).toMatchObject({
    next: state,
    effect: null,
  });
});
