import type { Color } from "@/contracts/color";
import type { DeploymentKind, DeploymentState, Hold, Strategy } from "@/contracts/deployment-state";
import type { PodSeen } from "@/contracts/pod";
import type { ReleaseName } from "@/contracts/service";
import type { LinkState } from "@/server/domain/fleet/link";

/** What the catalog says of a service. */
export interface CatalogService {
  name: string;
  domain: string;
  team: string;
  owner: string;
  onCall: string;
  tier: number;
  stack: string;
  strategy: Strategy;
  pool: string;
}

/** A deployment as a list row needs it. Times are ISO 8601. */
export interface DeploymentFacts {
  id: string;
  ref: number;
  kind: DeploymentKind;
  state: DeploymentState;
  hold: Hold;
  holdReason: string | null;
  candidate: Color | null;
  from: Color | null;
  release: ReleaseName;
  requestedBy: string;
  createdAt: string;
  since: string;
  switchedAt: string | null;
  finishedAt: string | null;
}

/** One service in one environment as Postgres knows it. */
export interface TargetFacts {
  id: string;
  service: string;
  environment: string;
  cluster: string;
  namespace: string;
  servingColor: Color | null;
  bounds: { min: number; max: number; ceiling: number } | null;
  drift: boolean;
  /** The deployment that serves, as Postgres knows. */
  stableDeploymentId: string | null;
  /** Newest first; the stable and the standby one are always among them. */
  deployments: readonly DeploymentFacts[];
}

/** What a row needs of a workload. */
export interface WorkloadFacts {
  wanted: number;
  deploymentId: string | null;
  images: readonly string[];
  configMaps: readonly string[];
}

/** What a row needs of an autoscaler. */
export interface HpaFacts {
  workload: string;
  min: number;
  max: number;
  desired: number;
}

/** What was last seen of a target in its cluster, by object name. */
export interface SeenObjects {
  workloads: ReadonlyMap<string, WorkloadFacts>;
  hpas: ReadonlyMap<string, HpaFacts>;
  pods: ReadonlyMap<string, PodSeen>;
  /** Selector of the active Service; undefined when there is no such Service. */
  selector: Readonly<Record<string, string>> | null | undefined;
}

/** Whether the watches of the target's cluster live. */
export interface LinkFacts {
  state: LinkState;
  lastHeardAt: string | null;
}

/** Everything that a row of the overview is made of. */
export interface RowFacts {
  catalog: CatalogService;
  environment: string;
  /** Undefined: the service is not in this environment. */
  target: TargetFacts | undefined;
  seen: SeenObjects;
  link: LinkFacts;
  /** Milliseconds since the epoch. */
  now: number;
}
