import type { Finding } from "@/contracts/finding";
import type { WorkloadSeen } from "@/server/domain/rollout/observation";
import type { DiagnosisCase } from "./diagnosis-case";
import { duration, podsOf } from "./sentences";
import { workloadFinding } from "./workload-finding";

const observeGrace = 60_000;

type WorkloadRule = (workload: WorkloadSeen, facts: DiagnosisCase) => Finding | null;

function condition(workload: WorkloadSeen, type: string): WorkloadSeen["conditions"][number] | undefined {
  return workload.conditions.find((each) => each.type === type);
}

/** Q-A1. */
const notObserved: WorkloadRule = (workload, facts) => {
  const waited = facts.now - facts.stateEnteredAt;
  if (workload.observedGeneration >= workload.generation || waited < observeGrace) return null;
  return workloadFinding(facts, {
    rule: "Q-A1",
    class: "env",
    sentence: `Kubernetes has not looked at the change of ${workload.name} for ${duration(waited)}.`,
    evidence: [`generation ${workload.generation}, observed ${workload.observedGeneration}`],
    nextStep: "Check kube-controller-manager; nothing is wrong with the release.",
  });
};

/** Q-H14. */
const paused: WorkloadRule = (workload, facts) => {
  if (!workload.paused) return null;
  const progress = condition(workload, "Progressing");
  return workloadFinding(facts, {
    rule: "Q-H14",
    class: "user",
    sentence: `${workload.name} was paused in the cluster; nothing moves until it is resumed.`,
    evidence:
      workload.foreignManagers.length === 0
        ? []
        : [`Fields are owned by ${workload.foreignManagers.join(", ")}`],
    nextStep: `Resume it: kubectl rollout resume deployment/${workload.name} -n <namespace>.`,
    since: progress?.reason === "DeploymentPaused" ? progress.since : undefined,
  });
};

/** Q-H12. */
const deadline: WorkloadRule = (workload, facts) => {
  const progress = condition(workload, "Progressing");
  if (progress?.reason !== "ProgressDeadlineExceeded") return null;
  return workloadFinding(facts, {
    rule: "Q-H12",
    class: "warn",
    sentence: `Kubernetes saw no progress of ${workload.name} within its deadline.`,
    evidence: [progress.message],
    nextStep: "The other causes say why.",
    since: progress.since,
  });
};

/** Q-G6. */
const minReady: WorkloadRule = (workload, facts) => {
  if (workload.ready < facts.wanted || workload.available >= facts.wanted) return null;
  const waiting = facts.wanted - workload.available;
  return workloadFinding(facts, {
    rule: "Q-G6",
    class: "wait",
    sentence: `${podsOf(waiting, facts.wanted, { one: "is ready and must stay so a moment", many: "are ready and must stay so a moment" })} in ${facts.where}.`,
    nextStep: "Wait: minReadySeconds is running.",
    count: waiting,
  });
};

/** Q-H13: Kubernetes thinks that it is done and will never report a timeout. */
const silentScaleUp: WorkloadRule = (workload, facts) => {
  const progress = condition(workload, "Progressing");
  if (
    progress?.reason !== "NewReplicaSetAvailable" ||
    workload.ready >= facts.wanted ||
    workload.wanted < facts.wanted
  )
    return null;
  const missing = facts.wanted - workload.available;
  return workloadFinding(facts, {
    rule: "Q-H13",
    class: "wait",
    sentence: `${podsOf(missing, facts.wanted, { one: "is not ready yet", many: "are not ready yet" })} in ${facts.where}: a scale-up runs.`,
    nextStep: "Wait: Switchyard's own clock decides, Kubernetes reports no timeout for this.",
    count: missing,
  });
};

/** Q-H16. */
const oldPods: WorkloadRule = (workload, facts) => {
  const old = workload.replicas - workload.updated;
  if (old <= 0 || workload.observedGeneration < workload.generation) return null;
  return workloadFinding(facts, {
    rule: "Q-H16",
    class: "wait",
    sentence: `${old} ${old === 1 ? "pod" : "pods"} of an older template ${old === 1 ? "is" : "are"} still there in ${facts.where}.`,
    nextStep: "Wait: they end when new pods are ready.",
    count: old,
  });
};

/** Q-D2 for the whole workload: a config map of ours that its template names is not in the cluster. */
const missingConfig: WorkloadRule = (workload, facts) => {
  const ours = workload.configMaps.filter((name) => name.startsWith(`${facts.service}-config-v`));
  // A list that is empty was not read: what pods miss they say themselves.
  if (facts.seen.configMaps.length === 0) return null;
  const absent = ours.find((name) => !facts.seen.configMaps.includes(name));
  if (absent === undefined) return null;
  return workloadFinding(facts, {
    rule: "Q-D8",
    class: "wait",
    sentence: `ConfigMap ${absent}, which ${facts.where} reads, is not in the cluster.`,
    nextStep: "Wait: Switchyard creates its own config maps again.",
    subject: { kind: "ConfigMap", name: absent },
  });
};

const rules = [notObserved, paused, missingConfig, deadline, minReady, silentScaleUp, oldPods];

/** What the workload itself says: Q-A1, Q-D8, Q-G6, Q-H12 to Q-H14, Q-H16. */
export function rolloutFindings(facts: DiagnosisCase): Finding[] {
  const { subject } = facts;
  return subject === null ? [] : rules.flatMap((rule) => rule(subject, facts) ?? []);
}
