import type { ClusterEvent } from "@/contracts/cluster-event";
import type { PodSeen } from "@/contracts/pod";
import type {
  HpaSeen,
  KubeServiceSeen,
  QuotaSeen,
  TargetSeen,
  WorkloadSeen,
} from "@/server/domain/rollout/observation";
import type { Connection } from "./connection";

interface Place {
  cluster: string;
  namespace: string;
  service: string;
}

interface SeenRow {
  kind: string;
  name: string;
  body: unknown;
}

async function eventsOf(connection: Connection, place: Place): Promise<ClusterEvent[]> {
  const rows = await connection
    .selectFrom("cluster_event")
    .selectAll()
    .where("cluster", "=", place.cluster)
    .where("namespace", "=", place.namespace)
    .where("service", "=", place.service)
    .orderBy("last_at", "desc")
    .limit(200)
    .execute();
  return rows.map((row) => ({
    uid: row.uid,
    namespace: row.namespace,
    type: row.type === "Warning" ? "Warning" : "Normal",
    reason: row.reason,
    message: row.message,
    count: row.count,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    object: {
      kind: row.object_kind,
      name: row.object_name,
      ...(row.object_uid ? { uid: row.object_uid } : {}),
    },
  }));
}

/** Stored projections carry no version: nobody may write with what was read here. */
function unversioned<T>(row: SeenRow): T {
  return { ...(row.body as object), resourceVersion: "" } as T;
}

function byName<T>(rows: readonly SeenRow[], kinds: readonly string[]): Record<string, T> {
  return Object.fromEntries(
    rows.filter((row) => kinds.includes(row.kind)).map((row) => [row.name, unversioned<T>(row)]),
  );
}

/** A target put together from stored observations: for reading and explaining, never for deciding a write. */
export async function observedTarget(connection: Connection, place: Place): Promise<TargetSeen> {
  const rows: SeenRow[] = await connection
    .selectFrom("observation")
    .select(["kind", "name", "body"])
    .where("cluster", "=", place.cluster)
    .where("namespace", "=", place.namespace)
    .where((where) => where.or([where("service", "=", place.service), where("kind", "=", "ResourceQuota")]))
    .execute();
  const services = byName<KubeServiceSeen>(rows, ["Service"]);
  return {
    reachable: true,
    at: Date.now(),
    active: services[place.service] ?? null,
    preview: services[`${place.service}-preview`] ?? null,
    workloads: byName<WorkloadSeen>(rows, ["Deployment", "CronJob"]),
    hpas: byName<HpaSeen>(rows, ["HorizontalPodAutoscaler"]),
    pods: rows.filter((row) => row.kind === "Pod").map((row) => row.body as PodSeen),
    activeEndpoints: [],
    previewEndpoints: [],
    configMaps: [],
    podDisruptionBudgets: [],
    events: await eventsOf(connection, place),
    quotas: rows
      .filter((row) => row.kind === "ResourceQuota")
      .flatMap((row) => (row.body as { quotas?: QuotaSeen[] }).quotas ?? []),
    otherServicesSelecting: [],
    nodeRoom: null,
  };
}
