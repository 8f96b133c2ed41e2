import type { PodSeen } from "@/contracts/pod";
import type {
  HpaSeen,
  KubeServiceSeen,
  QuotaSeen,
  TargetSeen,
  WorkloadSeen,
} from "@/server/domain/rollout/observation";
import type { Connection } from "./connection";
import { createEventReads } from "./event-reads";

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

/** Events of a service that explain where it stands now. */
const mostEvents = 200;

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
    events: [...(await createEventReads(connection).list(place, { most: mostEvents }))],
    quotas: rows
      .filter((row) => row.kind === "ResourceQuota")
      .flatMap((row) => (row.body as { quotas?: QuotaSeen[] }).quotas ?? []),
    otherServicesSelecting: [],
    nodeRoom: null,
  };
}
