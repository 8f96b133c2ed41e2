import { isRecord, type Json } from "@/sandbox/api/json";
import { defaultPodSpec, setDefaults } from "./default-pod-spec";

/** Defaults of a Deployment, in place. */
export function defaultDeployment(deployment: Json): void {
  const spec = deployment.spec;
  if (!isRecord(spec)) return;
  setDefaults(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} });
  const strategy = spec["strategy"];
  strategy.type ??= "RollingUpdate";
  if (strategy.type === "RollingUpdate") {
    strategy.rollingUpdate ??= {};
    setDefaults(strategy.rollingUpdate, { maxUnavailable: "25%", maxSurge: "25%" });
  }
  defaultTemplate(spec["template"]);
}

/** Defaults of a ReplicaSet, in place. */
export function defaultReplicaSet(set: Json): void {
  if (!isRecord(set.spec)) return;
  set.spec["replicas"] ??= 1;
  if (set.spec["template"]) defaultTemplate(set.spec["template"]);
  set.status ??= { replicas: 0 };
}

/** Defaults of a pod template, in place. */
export function defaultTemplate(template: Json): void {
  if (!isRecord(template)) return;
  template["metadata"] ??= {};
  if (template["metadata"].creationTimestamp === null) delete template["metadata"].creationTimestamp;
  defaultPodSpec(template["spec"]);
}
