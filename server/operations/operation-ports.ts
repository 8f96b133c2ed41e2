import type { FleetView } from "@/server/ports/fleet-view";
import type { Ids } from "@/server/ports/ids";
import type { ImageRegistry } from "@/server/ports/image-registry";
import type { ServiceMetrics } from "@/server/ports/service-metrics";
import type { UnitOfWork } from "@/server/ports/unit-of-work";

/** The outside world of the operations. */
export interface OperationPorts {
  work: UnitOfWork;
  registry: ImageRegistry;
  fleet: FleetView;
  metrics: ServiceMetrics;
  ids: Ids;
  /** Hex sha256 of UTF-8 text. */
  sha256: (text: string) => string;
  /** Whether this installation is the quick start's sandbox. */
  sandbox: boolean;
}
