import type { MetricsTarget } from "@/server/domain/metrics/queries";
import type { TargetRecord } from "@/server/ports/catalog-store";

/** How the series of a target are labelled. */
export function metricsTarget({ cluster, namespace, service, strategy }: TargetRecord): MetricsTarget {
  return { cluster, namespace, service, colored: strategy === "blueGreen" };
}
