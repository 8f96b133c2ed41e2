import type { StatusCause } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";
import { dataCauses, dataChange } from "./validate-config";
import { metadataCauses } from "./validate-metadata";
import { podCauses, podChange } from "./validate-pod";
import {
  autoscalerCauses,
  bindingCauses,
  bindingChange,
  budgetCauses,
  ingressCauses,
  quotaCauses,
} from "./validate-policies";
import { serviceCauses, serviceChange } from "./validate-service";
import {
  cronJobCauses,
  deploymentCauses,
  jobCauses,
  replicaSetCauses,
  selectorChange,
} from "./validate-workloads";

interface KindRules {
  causes(object: Json): StatusCause[];
  change?(live: Json, next: Json): StatusCause[];
}

const rules: Readonly<Record<string, KindRules>> = {
  Pod: { causes: podCauses, change: podChange },
  Deployment: { causes: deploymentCauses, change: selectorChange },
  ReplicaSet: { causes: replicaSetCauses, change: selectorChange },
  Job: { causes: jobCauses },
  CronJob: { causes: cronJobCauses },
  Service: { causes: serviceCauses, change: serviceChange },
  ConfigMap: { causes: dataCauses, change: dataChange },
  Secret: { causes: dataCauses, change: dataChange },
  HorizontalPodAutoscaler: { causes: autoscalerCauses },
  PodDisruptionBudget: { causes: budgetCauses },
  Ingress: { causes: ingressCauses },
  ResourceQuota: { causes: quotaCauses },
  RoleBinding: { causes: bindingCauses, change: bindingChange },
  ClusterRoleBinding: { causes: bindingCauses, change: bindingChange },
};

/** Everything that is wrong with a new object. */
export function validateCreate(kind: KindSpec, object: KubeObject): StatusCause[] {
  return [...metadataCauses(kind, object.metadata), ...(rules[kind.kind]?.causes(object) ?? [])];
}

/** Everything that is wrong with a change; a status is taken as it comes. */
export function validateUpdate(
  change: { kind: KindSpec; subresource: string | undefined },
  live: KubeObject,
  next: KubeObject,
): StatusCause[] {
  const metadata = metadataCauses(change.kind, next.metadata);
  if (
    change.subresource === "status" ||
    change.subresource === "binding" ||
    change.subresource === "finalize"
  )
    return metadata;
  const kindRules = rules[change.kind.kind];
  return [...metadata, ...(kindRules?.causes(next) ?? []), ...(kindRules?.change?.(live, next) ?? [])];
}
