import type { Decision } from "@/server/domain/rollout/decision";
import type { ScalingFloor } from "@/server/domain/scaling/bounds";

/** The one target of the deployments in memory. */
export class MemoryTarget {
  fenceEpoch = 0;
  servingColor: string | null = null;
  serviceAddress: string | null = null;
  stableDeploymentId: string | null = null;
  standbyDeploymentId: string | null = null;
  floors: ScalingFloor[] = [];

  /** The next fence epoch. */
  nextEpoch(): number {
    this.fenceEpoch += 1;
    return this.fenceEpoch;
  }

  /** A new lock: neither a standby nor floors from before. */
  lock(): number {
    this.standbyDeploymentId = null;
    this.floors = this.floors.filter(({ source }) => source !== "deploy" && source !== "standby");
    return this.nextEpoch();
  }

  change({ floors = [], ...columns }: Decision["target"]): void {
    Object.assign(this, columns);
    for (const { color, source, value } of floors) {
      this.floors = this.floors.filter((floor) => floor.color !== color || floor.source !== source);
      if (value !== null) this.floors.push({ color, source, value });
    }
  }
}
