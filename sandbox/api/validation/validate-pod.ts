import { forbiddenField, type StatusCause } from "@/sandbox/api/errors";
import { cloneJson, equalJson, type Json } from "@/sandbox/api/json";
import { podSpecCauses } from "./validate-pod-spec";

/** What is wrong with a pod. */
export function podCauses(pod: Json): StatusCause[] {
  return podSpecCauses("spec", pod.spec);
}

/** Parts of a pod spec that may change after its creation, taken away for the comparison. */
function fixedSpec(spec: Json): Json {
  const fixed = cloneJson(spec ?? {});
  for (const list of ["containers", "initContainers"]) {
    for (const container of fixed[list] ?? []) delete container.image;
  }
  for (const field of ["activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations"])
    delete fixed[field];
  return fixed;
}

/** A pod spec is fixed but for images, deadlines and tolerations. */
export function podChange(live: Json, next: Json): StatusCause[] {
  if (equalJson(live.spec, next.spec) || equalJson(fixedSpec(live.spec), fixedSpec(next.spec))) return [];
  const fields =
    "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
  return [forbiddenField("spec", `pod updates may not change fields other than ${fields}`)];
}
