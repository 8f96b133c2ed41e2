import type { FleetView } from "@/server/ports/fleet-view";
import type { Ids } from "@/server/ports/ids";
import type { ImageRegistry } from "@/server/ports/image-registry";
import type { UnitOfWork } from "@/server/ports/unit-of-work";

/** The outside world of the operations. */
export interface OperationPorts {
  work: UnitOfWork;
  registry: ImageRegistry;
  fleet: FleetView;
  ids: Ids;
  /** Hex sha256 of UTF-8 text. */
  sha256: (text: string) => string;
  /** Whether this installation is the quick start's sandbox. */
  sandbox: boolean;
}
