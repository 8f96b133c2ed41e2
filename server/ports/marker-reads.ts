/** An instant of a deployment that charts mark. */
export interface DeploymentMark {
  /** ms since the epoch. */
  at: number;
  id: string;
  ref: number;
  kind: string;
  /** It began to change the cluster, moved the traffic, or moved it back. */
  step: "began" | "switched" | "back";
  tag: string;
  config: number;
  color: string | null;
}

/** A pre-scale window of a campaign that charts mark: it began to scale up, started, or ended. */
export interface CampaignMark {
  /** ms since the epoch. */
  at: number;
  slug: string;
  title: string;
  floor: number;
  step: "scales" | "starts" | "ends";
}

/** What was done to a target in a range of time, from the record, oldest first. */
export interface MarkerReads {
  deployments(targetId: string, from: number, to: number): Promise<readonly DeploymentMark[]>;
  /** Of confirmed campaigns; an occurrence that is over stays, also when its campaign was canceled later. */
  campaigns(targetId: string, from: number, to: number): Promise<readonly CampaignMark[]>;
}
