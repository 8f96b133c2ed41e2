import type { PodSeen } from "@/contracts/pod";
import type { Environment, MatrixRow, ServiceRow } from "@/contracts/service";
import type { ClusterLink } from "@/contracts/stream";
import type { CatalogService, SeenObjects, TargetFacts } from "@/server/domain/fleet/facts";
import { matrixRow, serviceRow } from "@/server/domain/fleet/service-row";
import { type FeedCursor, formatCursor } from "@/server/ports/feed";
import type { FleetSnapshot, ObservedRow } from "@/server/ports/fleet-source";
import type { FleetView } from "@/server/ports/fleet-view";
import { SeenStore } from "./seen-store";

const nothingSeen: SeenObjects = {
  workloads: new Map(),
  hpas: new Map(),
  pods: new Map(),
  selector: undefined,
};
const unheard: ClusterLink = { cluster: "", state: "connecting", lastHeardAt: null };
const targetKey = (service: string, environment: string): string => `${environment}/${service}`;

/**
 * The fleet in memory: catalog, targets, last seen objects and one finished row per service and environment.
 * A change costs the recomputation of one row. Knows no clock and no Postgres of its own.
 */
export class FleetModel implements FleetView {
  readonly #now: () => number;
  /** Tells the versions of two processes apart. */
  readonly #born: string;
  readonly #seen = new SeenStore();
  readonly #targets = new Map<string, TargetFacts>();
  readonly #byPlace = new Map<string, TargetFacts>();
  readonly #rows = new Map<string, Map<string, ServiceRow>>();
  #environments: readonly Environment[] = [];
  #services = new Map<string, CatalogService>();
  #links = new Map<string, ClusterLink>();
  #cursor: FeedCursor = { txid: "0", id: "0" };
  #rev = 0;
  #version = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#born = now().toString(36);
  }

  /** Replaces everything. */
  load(snapshot: FleetSnapshot): void {
    this.#version += 1;
    this.#environments = snapshot.environments;
    this.#services = new Map(snapshot.services.map((service) => [service.name, service]));
    this.#targets.clear();
    this.#byPlace.clear();
    for (const target of snapshot.targets) this.#remember(target);
    this.#links = new Map(snapshot.links.map((link) => [link.cluster, link]));
    this.#seen.clear();
    for (const row of snapshot.observations) this.#seen.set(row);
    this.#cursor = snapshot.cursor;
    this.#rows.clear();
    for (const { name } of this.#environments) {
      this.#rows.set(
        name,
        new Map([...this.#services.keys()].map((service) => [service, this.#compute(service, name)])),
      );
    }
  }

  /** Takes one object in (`body` set) or out; answers the target that it belongs to, if any. */
  observe(change: Omit<ObservedRow, "body"> & { body?: unknown }): TargetFacts | undefined {
    if (change.body === undefined) this.#seen.gone(change);
    else this.#seen.set({ ...change, body: change.body });
    return this.#byPlace.get(`${change.cluster}/${change.namespace}/${change.service}`);
  }

  /** Replaces what Postgres knows of a target. */
  retarget(target: TargetFacts): void {
    this.#remember(target);
  }

  /** Computes a row anew; answers it when it says something new. */
  refresh(service: string, environment: string): ServiceRow | undefined {
    const rows = this.#rows.get(environment);
    const before = rows?.get(service);
    if (!rows || !before) return undefined;
    const after = this.#compute(service, environment);
    if (sameRow(before, after)) return undefined;
    rows.set(service, after);
    this.#version += 1;
    return after;
  }

  /** Replaces the state of the watches; rows follow with the next `refresh`. */
  relink(links: readonly ClusterLink[]): void {
    this.#links = new Map(links.map((link) => [link.cluster, link]));
    this.#version += 1;
  }

  advance(cursor: FeedCursor): void {
    this.#cursor = cursor;
    this.#version += 1;
  }

  rows(environment: string): readonly ServiceRow[] {
    return [...(this.#rows.get(environment)?.values() ?? [])].map((row) => this.#aged(row, environment));
  }

  row(service: string, environment: string): ServiceRow | undefined {
    const row = this.#rows.get(environment)?.get(service);
    return row && this.#aged(row, environment);
  }

  matrix(): readonly MatrixRow[] {
    return [...this.#services.keys()].map((name) =>
      matrixRow(
        name,
        this.#environments.flatMap((environment) => {
          const row = this.row(name, environment.name);
          return row ? [[environment.name, row] as const] : [];
        }),
      ),
    );
  }

  pods(service: string, environment: string): readonly PodSeen[] {
    const target = this.#targets.get(targetKey(service, environment));
    if (!target) return [];
    return [...this.#seen.of({ ...target, service }).pods.values()].sort((a, b) =>
      a.createdAt.localeCompare(b.createdAt),
    );
  }

  environments(): readonly Environment[] {
    return this.#environments;
  }

  services(): readonly string[] {
    return [...this.#services.keys()];
  }

  target(service: string, environment: string): TargetFacts | undefined {
    return this.#targets.get(targetKey(service, environment));
  }

  links(): readonly ClusterLink[] {
    return [...this.#links.values()];
  }

  cursor(): string {
    return formatCursor(this.#cursor);
  }

  version(): string {
    return `${this.#born}-${this.#version}`;
  }

  /** A row stands until something changes, but its cluster may have been heard since. */
  #aged(row: ServiceRow, environment: string): ServiceRow {
    const target = this.#targets.get(targetKey(row.name, environment));
    return target ? { ...row, seenAt: this.#links.get(target.cluster)?.lastHeardAt ?? row.seenAt } : row;
  }

  #remember(target: TargetFacts): void {
    this.#targets.set(targetKey(target.service, target.environment), target);
    this.#byPlace.set(`${target.cluster}/${target.namespace}/${target.service}`, target);
  }

  #compute(service: string, environment: string): ServiceRow {
    const catalog = this.#services.get(service);
    if (!catalog) throw new Error(`No row for ${service}: it is not in the catalog.`);
    const target = this.#targets.get(targetKey(service, environment));
    // Grows even when this process restarts: browsers compare it with rows of the process before.
    this.#rev = Math.max(this.#rev + 1, this.#now());
    return serviceRow(
      {
        catalog,
        environment,
        target,
        seen: target ? this.#seen.of({ ...target, service }) : nothingSeen,
        link: (target && this.#links.get(target.cluster)) ?? unheard,
        now: this.#now(),
      },
      this.#rev,
    );
  }
}

/** Equal but for revision and age, which move by themselves. */
function sameRow(left: ServiceRow, right: ServiceRow): boolean {
  const bare = (row: ServiceRow): string => JSON.stringify({ ...row, rev: 0, seenAt: null });
  return bare(left) === bare(right);
}
