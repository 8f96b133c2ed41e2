import type { Color } from "@/contracts/color";
import type { ContractCluster } from "@/server/testing/cluster-contract/contract-world";

/** Pods of one color in a namespace. */
export interface ColorPods {
  namespace: string;
  service: string;
  color: Color;
}

/** A cluster that the engine's contract runs on: a gateway's cluster whose load can be set. */
export interface EngineCluster extends ContractCluster {
  /** Time between two passes of its autoscaler, ms. */
  hpaPeriodMs: number;
  /** Lets the serving pods of a color use this multiple of the CPU that they ask for. */
  load(pods: ColorPods, multiple: number): Promise<void>;
}
