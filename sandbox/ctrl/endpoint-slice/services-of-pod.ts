import { type ControllerContext, keyOf } from "@/sandbox/ctrl/controller";
import type { ObjectEvent } from "@/sandbox/kernel/cluster-client";
import type { Service } from "@/sandbox/kernel/cluster-kinds";
import { matchesLabels } from "@/sandbox/kernel/label-selector";

/** The Services that select a pod, before or after the change. */
export function servicesOfPod(context: ControllerContext, event: ObjectEvent): string[] {
  const { namespace, labels } = event.object.metadata;
  const before = event.previous?.metadata.labels;
  const services = context.client.list("services", namespace) as readonly Service[];
  return services
    .filter(
      ({ spec }) =>
        spec.selector !== undefined &&
        (matchesLabels(spec.selector, labels) ||
          (before !== undefined && matchesLabels(spec.selector, before))),
    )
    .map(keyOf);
}
