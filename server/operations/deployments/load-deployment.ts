import type { DeploymentRecord } from "@/server/domain/deployment-view/record";
import { refuse } from "@/server/operations/operation-refused";
import type { Stores } from "@/server/ports/unit-of-work";

/** The deployment by id or ref, locked until the transaction ends; refuses when there is none, or when another version was seen. */
export async function loadForChange(
  stores: Stores,
  input: { id: string; version?: number | undefined },
): Promise<DeploymentRecord> {
  const record = await loadDeployment(stores, input.id, "lock");
  if (input.version !== undefined && input.version !== record.version) {
    refuse(
      "conflict",
      `R-${record.ref} has moved on to ${record.state.replaceAll("_", " ")} since you looked.`,
    );
  }
  return record;
}

/** The deployment by id or ref; refuses when there is none. */
export async function loadDeployment(stores: Stores, id: string, lock?: "lock"): Promise<DeploymentRecord> {
  const record = await stores.deployments.byId(id, lock);
  return record ?? refuse("not_found", `There is no deployment ${id.slice(0, 40)}.`);
}
