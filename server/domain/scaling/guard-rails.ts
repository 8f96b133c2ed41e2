import type { Eligibility } from "@/contracts/problem";
import type { BasePolicy } from "@/contracts/scaling-change";
import { allowed, refused } from "@/server/domain/access/eligibility";
import type { PodAsk } from "./pool-room";

/** What a change of a target's scaling is judged by. */
export interface ScalingLimits {
  service: string;
  environment: string;
  cluster: string;
  ceiling: number;
  /** The smallest minimum that the environment takes. */
  least: number;
  /** Pods that the serving workload wants now. */
  running: number;
  pool: { name: string; fits: number | null; pod: PodAsk | null };
}

/** Who sets ceilings and adds nodes. */
const platform = ["platform-admin"];
const gibibyte = 1024 ** 3;

/** The smallest minimum of an environment: two where people approve, so that one pod may fail. */
export function leastMinimum(place: { protected: boolean; approvals: number }): number {
  return place.protected && place.approvals > 0 ? 2 : 1;
}

/** Nothing may use more pods than the ceiling of the service. */
function underCeiling(what: string, pods: number, limits: ScalingLimits): Eligibility {
  const { service, environment, ceiling } = limits;
  if (pods <= ceiling) return allowed;
  return refused(
    "ceiling_exceeded",
    `A ${what} of ${pods} is above the ceiling of ${service} in ${environment}, which is ${ceiling}. A platform admin sets ceilings.`,
    platform,
  );
}

/** Pods that certainly start have to fit into the pool; while its room or their size is not known, nobody can tell. */
function fits(what: string, pods: number, limits: ScalingLimits): Eligibility {
  const { running, cluster, pool } = limits;
  const more = pods - running;
  if (pool.fits === null || more <= pool.fits) return allowed;
  const size = pool.pod
    ? ` of ${Math.round(pool.pod.cpu * 1000) / 1000} CPU and ${Math.round((pool.pod.memory / gibibyte) * 100) / 100} GiB`
    : "";
  return refused(
    "capacity_exceeded",
    `A ${what} of ${pods} needs ${more} more ${more === 1 ? "pod" : "pods"}${size}; ${running} run, and pool ${pool.name} of ${cluster} has room for ${pool.fits}. A platform admin adds nodes.`,
    platform,
  );
}

/** The first "no" of several answers. */
function all(answers: readonly Eligibility[]): Eligibility {
  return answers.find((answer) => !answer.allowed) ?? allowed;
}

function inOrder({ min, max }: BasePolicy): Eligibility {
  return min <= max
    ? allowed
    : refused("invalid_input", `The minimum of ${min} is above the maximum of ${max}.`);
}

function enough({ min }: BasePolicy, { least, environment }: ScalingLimits): Eligibility {
  return min >= least
    ? allowed
    : refused(
        "invalid_input",
        `In ${environment} the minimum is at least ${least}, so that one pod may fail. ${min} is too few.`,
      );
}

/** Whether a base may become this. A smaller minimum needs no room. */
export function baseWithin(was: BasePolicy, becomes: BasePolicy, limits: ScalingLimits): Eligibility {
  return all([
    inOrder(becomes),
    enough(becomes, limits),
    underCeiling("maximum", becomes.max, limits),
    becomes.min > was.min ? fits("minimum", becomes.min, limits) : allowed,
  ]);
}

/** Whether a floor may be raised to so many pods. */
export function floorWithin(value: number, limits: ScalingLimits): Eligibility {
  return all([underCeiling("floor", value, limits), fits("floor", value, limits)]);
}
