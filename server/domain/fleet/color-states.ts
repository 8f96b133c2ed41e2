import { type Color, colors } from "@/contracts/color";
import { isTerminal } from "@/contracts/deployment-state";
import type { PodSeen } from "@/contracts/pod";
import type { ColorState, ReleaseName } from "@/contracts/service";
import { labels, workloadName } from "@/server/domain/rollout/target";
import type { DeploymentFacts, RowFacts, SeenObjects, TargetFacts, WorkloadFacts } from "./facts";
import { podTrouble } from "./pod-trouble";
import { releaseOfImage } from "./release-of-image";

/** The color that the active Service selects; what Postgres remembers only while no Service was seen. */
export function servingColor(target: TargetFacts, seen: SeenObjects): Color | null {
  if (seen.selector === undefined) return target.servingColor;
  const color = seen.selector?.[labels.color];
  return color === "blue" || color === "green" ? color : null;
}

/** The deployment that is not over; of several, the one that works before the one that waits. */
export function deploymentInFlight(target: TargetFacts): DeploymentFacts | undefined {
  const open = target.deployments.filter((deployment) => !isTerminal(deployment.state));
  const waiting = ["requested", "awaiting_approval", "queued"];
  const resting = ["holding", "scaling_down"];
  return (
    open.find(({ state }) => !waiting.includes(state) && !resting.includes(state)) ??
    open.find(({ state }) => waiting.includes(state)) ??
    open[0]
  );
}

/** What a workload runs; while nothing of the cluster was ever seen, what Postgres knows to serve. */
function releaseOf(target: TargetFacts, part: Part, seen: SeenObjects): ReleaseName | null {
  const workload: WorkloadFacts | undefined = seen.workloads.get(part.name);
  if (!workload && part.role === "serving" && seen.workloads.size === 0)
    return target.deployments.find(({ id }) => id === target.stableDeploymentId)?.release ?? null;
  if (!workload) return null;
  const made = target.deployments.find(({ id }) => id === workload.deploymentId);
  return made?.release ?? releaseOfImage(workload.images, workload.configMaps);
}

function roleOf(color: Color, target: TargetFacts, serving: Color | null): ColorState["role"] {
  if (color === serving) return "serving";
  const open = target.deployments.filter(({ state }) => !isTerminal(state));
  if (
    open.some(({ state, from }) => from === color && ["verifying", "holding", "scaling_down"].includes(state))
  )
    return "standby";
  return open.some(({ candidate }) => candidate === color) ? "candidate" : "idle";
}

interface Part {
  color: Color | null;
  role: ColorState["role"];
  name: string;
}

function stateOf(part: Part, target: TargetFacts, seen: SeenObjects): ColorState {
  const workload = seen.workloads.get(part.name);
  const hpa = [...seen.hpas.values()].find((each) => each.workload === part.name);
  const pods = podsOf(seen, part.color);
  return {
    color: part.color,
    role: part.role,
    release: releaseOf(target, part, seen),
    deploymentId: workload?.deploymentId ?? null,
    wanted: workload?.wanted ?? 0,
    ready: pods.filter((pod) => pod.ready && pod.deletingSince === undefined).length,
    failing: pods.filter((pod) => podTrouble(pod) !== undefined).length,
    hpa: hpa ? { min: hpa.min, max: hpa.max } : null,
  };
}

/** Pods of one color; all of them for a service without colors. */
export function podsOf(seen: SeenObjects, color: Color | null): readonly PodSeen[] {
  const pods = [...seen.pods.values()];
  return color === null ? pods : pods.filter((pod) => pod.color === color);
}

/** Both colors of a blue/green service, or the one workload of any other. */
export function colorStates({ catalog, target, seen }: RowFacts): ColorState[] {
  if (!target) return [];
  const named = { service: catalog.name, strategy: catalog.strategy };
  if (catalog.strategy !== "blueGreen")
    return [stateOf({ color: null, role: "serving", name: workloadName(named, "blue") }, target, seen)];
  const serving = servingColor(target, seen);
  return colors.map((color) =>
    stateOf({ color, role: roleOf(color, target, serving), name: workloadName(named, color) }, target, seen),
  );
}
