import type { PodSeen } from "@/contracts/pod";
import type { HpaFacts, SeenObjects, WorkloadFacts } from "@/server/domain/fleet/facts";
import type { ObservedRow } from "@/server/ports/fleet-source";

interface Mutable {
  workloads: Map<string, WorkloadFacts>;
  hpas: Map<string, HpaFacts>;
  pods: Map<string, PodSeen>;
  selector: Readonly<Record<string, string>> | null | undefined;
}

/** Where an object belongs: one service in one namespace of one cluster. */
export interface Place {
  cluster: string;
  namespace: string;
  service: string;
}

const empty: SeenObjects = { workloads: new Map(), hpas: new Map(), pods: new Map(), selector: undefined };
const keyOf = (place: Place): string => `${place.cluster}/${place.namespace}/${place.service}`;
const fresh = (): Mutable => ({
  workloads: new Map(),
  hpas: new Map(),
  pods: new Map(),
  selector: undefined,
});

/** The last seen projection of every object that a row is made of, indexed by where it belongs. */
export class SeenStore {
  readonly #places = new Map<string, Mutable>();

  /** Keeps an object; false when its kind or its service is none of ours. */
  set(row: ObservedRow): boolean {
    if (row.service === null) return false;
    const key = keyOf({ ...row, service: row.service });
    const seen = this.#places.get(key) ?? fresh();
    if (!put(seen, row, row.service)) return false;
    this.#places.set(key, seen);
    return true;
  }

  /** Forgets an object. */
  gone(row: Omit<ObservedRow, "body">): boolean {
    const seen = row.service === null ? undefined : this.#places.get(keyOf({ ...row, service: row.service }));
    if (!seen) return false;
    if (row.kind === "Service") {
      if (row.name === row.service) seen.selector = undefined;
      return row.name === row.service;
    }
    return mapOf(seen, row.kind)?.delete(row.name) ?? false;
  }

  of(place: Place): SeenObjects {
    return this.#places.get(keyOf(place)) ?? empty;
  }

  clear(): void {
    this.#places.clear();
  }
}

function mapOf(seen: Mutable, kind: string): Map<string, unknown> | undefined {
  if (kind === "Pod") return seen.pods;
  if (kind === "Deployment" || kind === "CronJob") return seen.workloads;
  return kind === "HorizontalPodAutoscaler" ? seen.hpas : undefined;
}

function put(seen: Mutable, row: ObservedRow, service: string): boolean {
  if (row.kind === "Service") {
    // The preview Service selects too; only the active one says who serves.
    if (row.name !== service) return false;
    seen.selector = (row.body as { selector: Mutable["selector"] }).selector ?? null;
    return true;
  }
  const map = mapOf(seen, row.kind);
  map?.set(row.name, row.body);
  return map !== undefined;
}
