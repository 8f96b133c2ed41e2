import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { vi } from "vitest";
import type { Color } from "@/contracts/color";
import type { DeploymentState } from "@/contracts/deployment-state";
import type { KubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import type { RawObject, RawPod } from "@/server/adapters/kubernetes/raw-objects";
import { collectionPath, objectPath } from "@/server/adapters/kubernetes/resource-paths";
import type { Database } from "@/server/adapters/postgres/database-schema";
import { createReleaseRenderer } from "@/server/adapters/postgres/engine-store/release-renderer";
import type { RolloutPolicy } from "@/server/domain/rollout/state";
import { labels } from "@/server/domain/rollout/target";
import type { EngineCluster } from "./engine-cluster";
import { faultyRenderer, type PodFault } from "./faulty-renderer";
import { judgeSwitches } from "./judge-switches";
import { judgeTraffic } from "./judge-traffic";
import { releasesSeen } from "./release-seen";
import { createTestWorker, type Fate, type TestWorker } from "./test-worker";
import { type TrafficWatch, watchTraffic } from "./traffic-watch";
import { type RecordedClient, recordWrites } from "./write-log";

/** One deployment as its row tells it. */
export interface DeploymentSeen {
  state: DeploymentState;
  because: string;
  hold: string;
  candidate_color: Color;
  from_color: Color | null;
  failure_rule: string | null;
  failure_class: string | null;
}

type Ask = "cancel_requested" | "switch_back_requested" | "promoted" | "finish_requested" | "retry_requested";

export interface ScenarioParts {
  cluster: EngineCluster;
  admin: KubeClient;
  workerClient: KubeClient;
  db: Kysely<Database>;
  url: string;
  namespace: string;
  service: string;
  policy: Partial<RolloutPolicy>;
}

/** Long: clients of a control plane come back up to half a minute after it, and machines are busy. */
export const patience = { timeout: 180_000, interval: 250 };

/** One target in a namespace and a database of its own, people who ask for things, and a watch over its traffic. */
export class Scenario {
  readonly traffic: TrafficWatch;
  readonly namespace: string;
  readonly service: string;
  private readonly parts: ScenarioParts;
  private readonly faults = new Map<string, PodFault>();
  private readonly workers: TestWorker[] = [];
  private readonly workerClient: RecordedClient;

  constructor(parts: ScenarioParts) {
    this.parts = parts;
    this.namespace = parts.namespace;
    this.service = parts.service;
    this.traffic = watchTraffic(parts.admin, parts);
    this.workerClient = recordWrites(parts.workerClient, parts, (service) =>
      this.traffic.admit("Service", service),
    );
  }

  get admin(): KubeClient {
    return this.parts.admin;
  }

  get cluster(): EngineCluster {
    return this.parts.cluster;
  }

  /** Starts a worker; it is stopped when the scenario ends. */
  async worker(name = "w1", fate: Fate = {}): Promise<TestWorker> {
    const { db, url, policy } = this.parts;
    const client = this.workerClient;
    const renderer = faultyRenderer(createReleaseRenderer(db), this.faults);
    const worker = createTestWorker({ db, url, client, renderer, policy }, name, fate);
    this.workers.push(worker);
    await worker.start();
    return worker;
  }

  /** A new request of the service; builds come in the order of their numbers. */
  async request(
    input: {
      kind?: "release" | "rollback";
      source?: string;
      fault?: PodFault;
      build?: "first" | "second";
    } = {},
  ): Promise<string> {
    const { db, service } = this.parts;
    const id = randomUUID();
    if (input.fault !== undefined) this.faults.set(id, input.fault);
    const source = input.source === undefined ? sql`null::uuid` : sql`${input.source}::uuid`;
    await sql`
      insert into deployment (id, target_id, number, kind, state, requested_by, via, build_id, image_digest, config_version_id,
        template_name, template_number, plan_hash, source_deployment_id, wake_at)
      select ${id}, t.id, (select coalesce(max(number), 0) + 1 from deployment where target_id = t.id), ${input.kind ?? "release"}, 'queued',
        'payment-dev-1', 'test', b.id, b.digest,
        (select id from config_version where service = t.service and environment = t.environment order by version desc limit 1),
        k.template_name, k.template_number, 'unknown', ${source}, now() + interval '1 h'
      from target t join service s on s.name = t.service join stack k on k.name = s.stack,
        lateral (select * from build where service = t.service order by number offset ${input.build === "second" ? 1 : 0} limit 1) b
      where t.service = ${service} and t.environment = 'dev' and t.cluster = 'dev-1'`.execute(db);
    const rendered = await createReleaseRenderer(db).render(id);
    if (!rendered.ok) throw new Error(rendered.sentence);
    await sql`update deployment set plan_hash = ${rendered.planHash}, wake_at = now() where id = ${id}`.execute(
      db,
    );
    await sql`notify engine`.execute(db);
    return id;
  }

  /** A person asks for something. */
  async ask(id: string, what: Ask): Promise<void> {
    const by = sql.ref(`${what}_by`);
    const at = sql.ref(`${what}_at`);
    await sql`update deployment set ${by} = 'payment-oncall-1', ${at} = now(), wake_at = now() where id = ${id}`.execute(
      this.parts.db,
    );
    await sql`notify engine`.execute(this.parts.db);
  }

  /** Changes the rules of the environment. */
  async environment(change: {
    bakeSeconds?: number;
    keepWarmSeconds?: number;
    autoPromote?: boolean;
    failureHoldMinutes?: number;
  }): Promise<void> {
    const { bakeSeconds, keepWarmSeconds, autoPromote, failureHoldMinutes } = change;
    await sql`
      update environment set
        bake_seconds = coalesce(${bakeSeconds ?? null}::int, bake_seconds),
        keep_warm_seconds = coalesce(${keepWarmSeconds ?? null}::int, keep_warm_seconds),
        auto_promote = coalesce(${autoPromote ?? null}::boolean, auto_promote),
        failure_hold_minutes = coalesce(${failureHoldMinutes ?? null}::int, failure_hold_minutes)
      where name = 'dev'`.execute(this.parts.db);
  }

  /** Changes the scaling of the target, for releases that are requested afterwards. */
  async scaling(change: { min: number; max: number; scaleDownSeconds: number }): Promise<void> {
    await sql`
      update scaling_policy p set base_min = ${change.min}, base_max = ${change.max}, ceiling = ${change.max},
        scale_down_seconds = ${change.scaleDownSeconds}
      from target t where t.id = p.target_id and t.service = ${this.service} and t.environment = 'dev'`.execute(
      this.parts.db,
    );
  }

  async row(id: string): Promise<DeploymentSeen> {
    const { rows } = await sql<DeploymentSeen>`
      select state, because, hold, candidate_color, from_color, failure_rule, failure_class from deployment where id = ${id}`.execute(
      this.parts.db,
    );
    if (!rows[0]) throw new Error(`no deployment ${id}`);
    return rows[0];
  }

  /** Waits for one of the states. */
  async reaches(id: string, ...states: DeploymentState[]): Promise<DeploymentSeen> {
    return this.waits(id, `is ${states.join(" or ")}`, (row) => states.includes(row.state));
  }

  /** Waits until the row is as wished. */
  async waits(id: string, wish: string, holds: (row: DeploymentSeen) => boolean): Promise<DeploymentSeen> {
    return vi.waitFor(async () => {
      const row = await this.row(id);
      if (!holds(row)) throw new Error(`not ${wish}, but ${row.state} (${row.hold}): ${row.because}`);
      return row;
    }, patience);
  }

  /** Waits until the diagnosis names a rule. */
  async finding(id: string, rule: RegExp): Promise<void> {
    await vi.waitFor(async () => {
      const { rows } = await sql<{ findings: { rule: string }[] }>`
        select findings from diagnosis_snapshot where deployment_id = ${id}`.execute(this.parts.db);
      const rules = rows.flatMap(({ findings }) => findings.map((each) => each.rule));
      if (!rules.some((each) => rule.test(each))) throw new Error(`no ${rule} among ${rules.join(", ")}`);
    }, patience);
  }

  /** A first release that serves from blue. */
  async firstRelease(input: Parameters<Scenario["request"]>[0] = {}): Promise<string> {
    const id = await this.request(input);
    await this.reaches(id, "succeeded");
    return id;
  }

  /** A worker that died is found out when its lease ends; here at once. */
  async endLeases(): Promise<void> {
    await sql`update deployment set lease_until = now() - interval '1 s', wake_at = now() where finished_at is null`.execute(
      this.parts.db,
    );
    await sql`notify engine`.execute(this.parts.db);
  }

  /** Effects of a deployment in the ledger. */
  async effects(id: string): Promise<{ key: string; status: string }[]> {
    const { rows } = await sql<{ key: string; status: string }>`
      select effect_key as key, status from deployment_effect where deployment_id = ${id}`.execute(
      this.parts.db,
    );
    return rows;
  }

  read<T extends RawObject>(kind: string, name: string): Promise<T> {
    return this.admin.json<T>({ path: objectPath(kind, this.namespace, name) });
  }

  /** Reads an object, or null when it is not there. */
  async find<T extends RawObject>(kind: string, name: string): Promise<T | null> {
    const { items } = await this.admin.json<{ items: T[] }>({ path: collectionPath(kind, this.namespace) });
    return items.find(({ metadata }) => metadata.name === name) ?? null;
  }

  async pods(color: Color): Promise<RawPod[]> {
    const query = { labelSelector: `${labels.color}=${color}` };
    const { items } = await this.admin.json<{ items: RawPod[] }>({
      path: collectionPath("Pod", this.namespace),
      query,
    });
    return items;
  }

  /** Color that the active Service selects. */
  async serving(): Promise<string | undefined> {
    const service = await this.read<RawObject & { spec: { selector?: Record<string, string> } }>(
      "Service",
      this.service,
    );
    return service.spec.selector?.[labels.color];
  }

  /** Pods that a color's workload asks for. */
  async wanted(color: Color): Promise<number> {
    const workload = await this.read<RawObject & { spec: { replicas: number } }>(
      "Deployment",
      `${this.service}-${color}`,
    );
    return workload.spec.replicas;
  }

  /** Somebody else changes an object. */
  async edit(kind: string, name: string, change: { manager: string; body: object }): Promise<void> {
    await this.admin.json({
      method: "PATCH",
      path: objectPath(kind, this.namespace, name),
      patch: "merge",
      query: { fieldManager: change.manager },
      body: change.body,
    });
  }

  /** What the engine did wrong to the traffic until now, as sentences; `traffic` may have other reasons too. */
  async verdict(): Promise<{ switches: string[]; traffic: string[] }> {
    await this.traffic.caughtUp();
    const releases = await releasesSeen(this.parts.db, this.service);
    const sights = this.traffic.sights();
    return {
      switches: judgeSwitches({ releases, sights, writes: this.workerClient.writes() }),
      traffic: judgeTraffic(this.service, releases, sights),
    };
  }

  async end(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.end()));
    await this.traffic.close();
  }
}
