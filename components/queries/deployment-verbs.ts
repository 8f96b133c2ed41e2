import type { ChangeAnswer, DeploymentVerb } from "@/contracts/deployment";
import { send } from "./request";

/** Verbs whose body is `{version, reason}`; approve and reject carry the plan hash instead. */
export type PlainVerb = Exclude<DeploymentVerb, "approve" | "reject">;

const segments: Record<PlainVerb, string> = {
  promote: "promote",
  abort: "abort",
  switchBack: "switch-back",
  rollback: "rollback",
  retry: "retry",
  finish: "finish",
  withdraw: "withdraw",
};

export interface VerbInput {
  id: string;
  verb: PlainVerb;
  /** Row version that the person saw; the server refuses with `conflict` when the row moved. */
  version?: number;
  reason?: string;
  /** Retry only: another config version than the deployment had. */
  config?: number;
  key?: string;
}

/** Promote, abort, switch back, roll back, retry, finish or withdraw a deployment. */
export const runDeploymentVerb = ({ id, verb, version, reason, config, key }: VerbInput) =>
  send<ChangeAnswer>("POST", `/api/v1/deployments/${encodeURIComponent(id)}/${segments[verb]}`, {
    body: {
      ...(version !== undefined && { version }),
      reason: reason ?? "",
      ...(config !== undefined && { config }),
    },
    ...(key !== undefined && { key }),
  });
