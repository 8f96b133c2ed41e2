import type { DeploymentSummary } from "@/contracts/deployment";

/** Deployments that stand still stand first, in the order that they came in: they wait for somebody (journey J3, step 1). */
export function heldFirst<Row extends Pick<DeploymentSummary, "hold">>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => Number(other.hold !== "none") - Number(one.hold !== "none"));
}
