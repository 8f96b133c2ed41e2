import type { Color } from "@/contracts/color";
import type { DeploymentKind, DeploymentState } from "@/contracts/deployment-state";
import type { DemoDeployment, DemoService } from "./demo-organization";

/** One deployment of the demo history, before colors and numbers are known. */
export interface ReleaseDraft {
  service: DemoService;
  environment: string;
  build: DemoService["builds"][number];
  config: number;
  kind: DeploymentKind;
  state: DeploymentState;
  requestedBy: string;
  via: string;
  reason: string;
  createdAt: Date;
  decision: { by: string; decision: "approved" | "rejected"; comment: string; at: Date } | null;
  durationSeconds: number;
  /** The entry of the demo file; null for the record that a `current` entry implies. */
  listed: DemoDeployment | null;
}

/** A deployment of the demo history, complete. */
export interface ReleaseRecord extends ReleaseDraft {
  id: string;
  targetId: string;
  number: number;
  candidate: Color | null;
  from: Color | null;
  /** When the target's lock was taken; null when it never was. */
  startedAt: Date | null;
  switchedAt: Date | null;
  finishedAt: Date | null;
  restartStamp: string | null;
  /** For a rollback: whose archive it replays. */
  sourceId: string | null;
}
