import { sql } from "kysely";
import type { ConfigMapSeen, HandEdits } from "@/server/domain/config/hand-edit";
import type { WorkloadSeen } from "@/server/domain/rollout/observation";
import type { Connection } from "./connection";

/** What was changed by hand of a service's workloads and ConfigMaps, as last observed. */
export async function handEditsOf(
  connection: Connection,
  { cluster, namespace, service }: { cluster: string; namespace: string; service: string },
): Promise<HandEdits> {
  const { rows } = await sql<{ kind: string; name: string; body: unknown }>`
    select kind, name, body from observation
    where cluster = ${cluster} and namespace = ${namespace} and service = ${service}
      and (kind in ('Deployment', 'CronJob') and body ? 'edits' or kind = 'ConfigMap' and body -> 'data' <> 'null')
    order by kind, name`.execute(connection);
  return {
    workloads: rows
      .filter(({ kind }) => kind !== "ConfigMap")
      .map(({ kind, name, body }) => {
        const { edits = [], wanted } = body as WorkloadSeen;
        return { name, parked: kind === "Deployment" && wanted === 0, edits };
      }),
    maps: rows
      .filter(({ kind }) => kind === "ConfigMap")
      .map(({ name, body }) => ({ name, ...(body as ConfigMapSeen) })),
  };
}
