import type { Color } from "@/contracts/color";
import type { Manifest } from "@/contracts/manifest";
import type { HpaBounds } from "@/server/domain/scaling/bounds";
import { prescaleText } from "@/server/domain/scaling/windows";
import type { Effect, Expectation } from "./effect";
import type { HpaSeen, KubeServiceSeen, TargetSeen, WorkloadSeen } from "./observation";
import type { Rollout } from "./state";
import {
  activeSelector,
  annotations,
  labels,
  previewSelector,
  previewServiceName,
  workloadName,
} from "./target";

/** The identity that a write must still meet. */
export function expectOf(object: { uid: string; resourceVersion: string } | null): Expectation {
  return object === null ? "absent" : { uid: object.uid, resourceVersion: object.resourceVersion };
}

/** E1: the target belongs to this deployment's epoch. */
export function claimFence(rollout: Rollout, service: KubeServiceSeen): Effect {
  return {
    kind: "claimFence",
    key: "E1",
    service: rollout.target.service,
    epoch: rollout.epoch ?? 0,
    expect: expectOf(service),
  };
}

/** E2 or E3: an object that is applied once per deployment, and again when it disappears. */
export function supportingKey(object: Manifest): string {
  return `E3:${object.kind}/${object.metadata.name}`;
}

/** E4, E8, E15 and their kin: the size of a workload. */
export function scaleTo(
  key: string,
  workload: WorkloadSeen,
  size: { replicas: number; mode: "exactly" | "atLeast" },
): Effect {
  return {
    kind: "scale",
    key,
    workload: workload.name,
    replicas: size.replicas,
    mode: size.mode,
    expect: expectOf(workload),
  };
}

/** E14 and its kin: an autoscaler is gone. */
export function dropHpa(key: string, hpa: HpaSeen): Effect {
  return { kind: "deleteHpa", key, name: hpa.name, uid: hpa.uid };
}

/** What an autoscaler is made for: the target with its open floors. */
interface HpaInput {
  rollout: Pick<Rollout, "target" | "scaling">;
  color: Color;
  bounds: HpaBounds;
}

/** E9, E10, E13: the autoscaler of a color with these bounds, built from the bundle's own. */
export function hpaWith(key: string, template: Manifest, input: HpaInput): Effect {
  return { kind: "applyHpa", key, object: hpaObject(template, input) };
}

/** The bundle's autoscaler for one color of the target with the bounds in force. */
export function hpaObject(template: Manifest, input: HpaInput): Manifest {
  const { target, scaling } = input.rollout;
  const prescale = prescaleText(scaling.floors);
  const name = workloadName(target, input.color);
  const spec = template["spec"] as Record<string, unknown>;
  const colored = target.strategy === "blueGreen" ? { [labels.color]: input.color } : {};
  return {
    ...template,
    metadata: {
      ...template.metadata,
      name,
      labels: { ...template.metadata.labels, ...colored },
      ...(prescale === null
        ? {}
        : { annotations: { ...template.metadata.annotations, [annotations.prescale]: prescale } }),
    },
    spec: {
      ...spec,
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: input.bounds.min,
      maxReplicas: input.bounds.max,
    },
  };
}

/** E6: the preview Service selects the candidate's pods of exactly this release. */
export function previewTo(rollout: Rollout, seen: TargetSeen, color: Color): Effect {
  return {
    kind: "select",
    key: "E6",
    service: previewServiceName(rollout.target.service),
    from: selectorOrNull(seen.preview),
    to: previewSelector(rollout.target.service, color, rollout.id),
    fence: null,
    annotations: {},
  };
}

/** E11 and R2: the one patch that moves the traffic. Tested at the API server: fence and the whole old selector. */
export function switchTo(
  key: "E11" | "R2",
  rollout: Rollout,
  input: { seen: TargetSeen; to: Color; serving: string },
): Effect {
  return {
    kind: "select",
    key,
    service: rollout.target.service,
    from: selectorOrNull(input.seen.active),
    to: activeSelector(rollout.target.service, input.to),
    fence: rollout.epoch,
    annotations: { [annotations.servingDeployment]: input.serving },
  };
}

/** An empty selector is no selector. */
function selectorOrNull(service: KubeServiceSeen | null): KubeServiceSeen["selector"] {
  return service?.selector === null || service === null || Object.keys(service.selector).length === 0
    ? null
    : service.selector;
}
