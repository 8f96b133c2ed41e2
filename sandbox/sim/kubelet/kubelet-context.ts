import type { ControllerContext } from "@/sandbox/ctrl/controller";
import type { Pod } from "@/sandbox/kernel/pod-kind";
import type { PodFault } from "@/sandbox/sim/pod-fault";
import type { KubeletProfile, Span } from "./kubelet-profile";
import type { PodNetwork } from "./pod-network";

/** What the kubelets of one cluster share. */
export interface KubeletContext extends ControllerContext {
  profile: KubeletProfile;
  network: PodNetwork;
  /** What is wrong with a pod right now. */
  faultOf(pod: Pod): PodFault | undefined;
  /** How often one pod of this name was killed for memory before it appeared. */
  pastOutOfMemory(pod: Pod): number;
  /** True the first time that a node meets an image. */
  isNewImage(node: string, image: string): boolean;
}

/** A span drawn from the cluster's random stream. */
export function drawn(context: KubeletContext, span: Span): number {
  return context.prng.between(span[0], span[1]);
}

/** An event about a pod, as the kubelet of its node writes it. */
export function tell(
  context: KubeletContext,
  pod: Pod,
  event: { type: "Normal" | "Warning"; reason: string; message: string },
): void {
  context.client.recordEvent(pod, { ...event, component: "kubelet" });
}
