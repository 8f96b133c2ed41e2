import type { HealthState } from "@/contracts/health";
import type { ColorState, InFlight } from "@/contracts/service";
import { workloadName } from "@/server/domain/rollout/target";
import { podsOf } from "./color-states";
import type { RowFacts } from "./facts";
import { isHeard } from "./link";
import { podTrouble, ranOutOfMemory } from "./pod-trouble";

export interface Verdict {
  health: HealthState;
  /** Null only when health is `ok` and there is nothing to add. */
  sentence: string | null;
}

const inColor = (state: ColorState): string => (state.color === null ? "" : ` in ${state.color}`);
const pods = (count: number): string => (count === 1 ? "pod" : "pods");

function failing(facts: RowFacts, serving: ColorState): Verdict | undefined {
  if (serving.failing > 0) {
    const trouble = podsOf(facts.seen, serving.color)
      .map(podTrouble)
      .find((each) => each !== undefined);
    const of = Math.max(serving.wanted, serving.failing);
    return {
      health: "failing",
      sentence: `${serving.failing} of ${of} ${pods(of)} ${trouble ?? "failing"}${inColor(serving)}`,
    };
  }
  if (serving.wanted > 0 && serving.ready === 0)
    return {
      health: "failing",
      sentence: `0 of ${serving.wanted} ${pods(serving.wanted)} ready${inColor(serving)}`,
    };
  return undefined;
}

/** What is worth a look in the pods that serve. */
function lookAtServing(facts: RowFacts, serving: ColorState): string | undefined {
  const killed = podsOf(facts.seen, serving.color).filter((pod) => ranOutOfMemory(pod, facts.now)).length;
  if (killed > 0) return `${killed} ${pods(killed)} ran out of memory in the last hour`;
  const { name: service, strategy } = facts.catalog;
  const workload = workloadName({ service, strategy }, serving.color ?? "blue");
  const hpa = [...facts.seen.hpas.values()].find((each) => each.workload === workload);
  if (hpa && hpa.max > hpa.min && hpa.desired >= hpa.max) return `At its maximum of ${hpa.max} pods`;
  if (serving.wanted <= serving.ready) return undefined;
  return `${serving.ready} of ${serving.wanted} ${pods(serving.wanted)} ready${inColor(serving)}`;
}

function look(
  facts: RowFacts,
  serving: ColorState | undefined,
  inFlight: InFlight | null,
): Verdict | undefined {
  const sentence =
    (inFlight?.state === "awaiting_approval" && "A release waits for approval") ||
    (facts.target?.drift && "Somebody changed it outside of Switchyard") ||
    (serving && lookAtServing(facts, serving));
  return sentence ? { health: "look", sentence } : undefined;
}

/**
 * Health of a service in an environment, with its reason. Pure.
 * Silence is never health: 30 s without a word from the cluster is `no_data`, whatever was seen before.
 */
export function healthOf(facts: RowFacts, states: readonly ColorState[], inFlight: InFlight | null): Verdict {
  if (!facts.target) return { health: "ok", sentence: null };
  if (!isHeard(facts.link, facts.now))
    return { health: "no_data", sentence: `The cluster ${facts.target.cluster} is not heard` };
  const serving = states.find(({ role }) => role === "serving");
  const broken = serving && failing(facts, serving);
  if (broken) return broken;
  if (inFlight && inFlight.state !== "awaiting_approval")
    return { health: "changing", sentence: inFlight.sentence };
  const noticed = look(facts, serving, inFlight);
  if (noticed) return noticed;
  const empty = facts.seen.workloads.size === 0;
  return { health: "ok", sentence: empty ? "Nothing is deployed here yet" : null };
}
