import type { QuotaSeen } from "@/server/domain/rollout/observation";
import type { Connection } from "./connection";

/** Quotas of a namespace as they were last observed. */
export async function quotasOf(
  connection: Connection,
  cluster: string,
  namespace: string,
): Promise<readonly QuotaSeen[]> {
  const rows = await connection
    .selectFrom("observation")
    .select("body")
    .where("cluster", "=", cluster)
    .where("namespace", "=", namespace)
    .where("kind", "=", "ResourceQuota")
    .execute();
  return rows.flatMap((row) => (row.body as { quotas?: QuotaSeen[] }).quotas ?? []);
}
