import { isTerminal } from "@/contracts/deployment-state";
import type { TargetFacts } from "@/server/domain/fleet/facts";
import { isHeard } from "@/server/domain/fleet/link";
import type { FeedCursor, FeedRow } from "@/server/ports/feed";
import type { FeedFollower, FleetSource } from "@/server/ports/fleet-source";
import { applyRows, type FleetChanges } from "./fleet-changes";
import { FleetModel } from "./fleet-model";
import { type HubClock, LiveHub } from "./hub";

const SWEEP_MS = 5000;

export interface LiveFleetOptions {
  source: FleetSource;
  clock: HubClock;
  /** Postgres went away or is back; called on the change only. */
  onReachable(yes: boolean, error: unknown): void;
  /** A session was revoked somewhere: copies must be dropped. */
  onSessions(): void;
}

/** The read model, its feed and its readers. */
export interface LiveFleet {
  model: FleetModel;
  hub: LiveHub;
  /** Whether the last read of Postgres succeeded. */
  reachable(): boolean;
  stop(): Promise<void>;
}

class Engine {
  readonly #options: LiveFleetOptions;
  readonly model: FleetModel;
  readonly hub: LiveHub;
  #cursor: FeedCursor;
  #lastSweep: number;
  up = true;

  constructor(options: LiveFleetOptions, model: FleetModel, cursor: FeedCursor) {
    this.#options = options;
    this.model = model;
    this.#cursor = cursor;
    this.hub = new LiveHub(options.clock, cursor);
    this.hub.links(model.links());
    this.hub.commit(cursor);
    this.#lastSweep = options.clock.now();
  }

  async rows(rows: readonly FeedRow[]): Promise<void> {
    const changes = applyRows(this.model, rows);
    if (changes.catalog) await this.#reload();
    await this.#retarget(changes);
    for (const target of changes.observed) this.#publish(target);
    this.#tell(changes);
    if (changes.links) await this.#relink();
    this.#cursor = rows.at(-1)?.cursor ?? this.#cursor;
    this.model.advance(this.#cursor);
    this.hub.commit(this.#cursor);
  }

  /** What changes by time alone: silence of a cluster, an hour without running out of memory. */
  async beat(): Promise<void> {
    if (this.#options.clock.now() - this.#lastSweep < SWEEP_MS) return;
    await this.#relink();
    this.#sweep();
  }

  reachable(yes: boolean, error: unknown): void {
    if (yes !== this.up) this.#options.onReachable(yes, error);
    this.up = yes;
    if (!yes) this.#sweep();
  }

  /** Views that must be fetched again because of what people and the engine did. */
  #tell(changes: FleetChanges): void {
    for (const id of changes.deployments) this.hub.changed(`rollout:${id}`);
    if (changes.deployments.size > 0) this.hub.changed("rollouts");
    if (changes.approvals || changes.deployments.size > 0) this.hub.changed("me");
    if (changes.campaigns) this.hub.changed("campaigns");
    for (const topic of changes.configs) this.hub.changed(topic);
    if (changes.sessions) this.#options.onSessions();
  }

  async #retarget(changes: FleetChanges): Promise<void> {
    if (changes.targets.size === 0) return;
    for (const target of await this.#options.source.targets([...changes.targets])) {
      this.model.retarget(target);
      changes.observed.add(target);
      // What serves is on the config page too.
      changes.configs.add(`config:${target.service}:${target.environment}`);
    }
  }

  /** Rows follow at once when a cluster went silent or came back, and with the next sweep otherwise. */
  async #relink(): Promise<void> {
    const before = this.#heard();
    this.model.relink(await this.#options.source.links());
    this.hub.links(this.model.links());
    if (this.#heard() !== before) this.#sweep();
  }

  #heard(): string {
    const now = this.#options.clock.now();
    return this.model
      .links()
      .filter((link) => isHeard(link, now))
      .map(({ cluster }) => cluster)
      .join();
  }

  async #reload(): Promise<void> {
    const snapshot = await this.#options.source.snapshot();
    this.model.load(snapshot);
    this.hub.resync(this.#cursor);
  }

  #publish({ service, environment }: TargetFacts): void {
    const topic = `service:${service}:${environment}`;
    const row = this.model.refresh(service, environment);
    // The page of the service first: whoever looks at it looks closest.
    this.hub.pods(topic, () => this.model.pods(service, environment));
    this.hub.changed(topic);
    if (row) this.hub.row(environment, row);
    const open = this.model
      .target(service, environment)
      ?.deployments.filter(({ state }) => !isTerminal(state));
    for (const { id } of open ?? []) this.hub.changed(`rollout:${id}`);
  }

  #sweep(): void {
    this.#lastSweep = this.#options.clock.now();
    for (const { name: environment } of this.model.environments()) {
      for (const service of this.model.services()) {
        const row = this.model.refresh(service, environment);
        if (row) this.hub.row(environment, row);
      }
    }
    this.hub.commit(this.#cursor);
  }
}

/** Loads the read model and follows the feed from there. Rejects when Postgres cannot be read at the start. */
export async function startLiveFleet(options: LiveFleetOptions): Promise<LiveFleet> {
  const model = new FleetModel(() => options.clock.now());
  const snapshot = await options.source.snapshot();
  model.load(snapshot);
  const engine = new Engine(options, model, snapshot.cursor);
  const follower: FeedFollower = options.source.follow(snapshot.cursor, {
    rows: (rows) => engine.rows(rows),
    beat: () => engine.beat(),
    reachable: (yes, error) => engine.reachable(yes, error),
  });
  return { model, hub: engine.hub, reachable: () => engine.up, stop: () => follower.stop() };
}
