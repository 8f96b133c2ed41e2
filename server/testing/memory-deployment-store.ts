import { isExclusive, isTerminal } from "@/contracts/deployment-state";
import type { Manifest } from "@/contracts/manifest";
import type { Announcement } from "@/server/domain/rollout/decision";
import { nextRollout } from "@/server/domain/rollout/next-rollout";
import type { Rollout } from "@/server/domain/rollout/state";
import { mayMove } from "@/server/domain/rollout/transitions";
import type {
  Advance,
  Advanced,
  Closing,
  DeploymentStore,
  Lease,
  Loaded,
} from "@/server/ports/deployment-store";
import type { StoreProbe } from "./engine-world";
import { closeEffect, hasMovedOn, type MemoryRow, newRow, planEffect, voidOpen } from "./memory-row";
import { MemoryTarget } from "./memory-target";

/** One step of a deployment's history. */
export interface TransitionRow {
  deploymentId: string;
  from: string;
  to: string;
  cause: string;
  actor: string;
  because: string;
}

/** The deployment store's rules in memory, in virtual time; one target. */
export class MemoryDeploymentStore implements DeploymentStore {
  rows = new Map<string, MemoryRow>();
  readonly target = new MemoryTarget();
  bundles = new Map<string, readonly Manifest[]>();
  transitions: TransitionRow[] = [];
  outbox: { deploymentId: string; kind: Announcement }[] = [];
  private readonly time: () => number;

  constructor(time: () => number) {
    this.time = time;
  }

  add(rollout: Rollout): void {
    this.rows.set(rollout.id, newRow(rollout, this.time()));
  }

  row(id: string): MemoryRow {
    const row = this.rows.get(id);
    if (row === undefined) throw new Error(`no deployment ${id}`);
    return row;
  }

  ask(id: string, asks: Partial<Rollout["asks"]>): void {
    const row = this.row(id);
    row.rollout = { ...row.rollout, asks: { ...row.rollout.asks, ...asks } };
    row.wakeAt = this.time();
  }

  /** This store as a world sees it. */
  probe(): StoreProbe {
    return {
      store: this,
      add: async (rollout) => this.add(rollout),
      ask: async (id, ask, by) => this.ask(id, { [ask]: { by, at: this.time() } }),
      approve: async (id, by) => {
        const row = this.row(id);
        row.rollout = {
          ...row.rollout,
          approvals: { ...row.rollout.approvals, given: row.rollout.approvals.given + 1, lastBy: by },
        };
        row.wakeAt = this.time();
      },
      look: async (id) => {
        const row = this.row(id);
        return {
          rollout: row.rollout,
          because: row.because,
          openEffects: row.effects.filter((effect) => effect.status === "planned").length,
        };
      },
      transitions: async (id) => this.transitions.filter((each) => each.deploymentId === id),
    };
  }

  async claimDue(worker: string, batch: number): Promise<readonly Lease[]> {
    const now = this.time();
    const due = [...this.rows.values()]
      .filter(
        (row) =>
          !isTerminal(row.rollout.state) &&
          row.wakeAt <= now &&
          (row.leaseOwner === null || row.leaseUntil < now),
      )
      .slice(0, batch);
    for (const row of due) {
      const takenOver = row.leaseOwner !== null && row.leaseOwner !== worker;
      if (takenOver && row.rollout.epoch !== null && row.leaseOwner !== worker) {
        row.rollout = { ...row.rollout, epoch: this.target.nextEpoch() };
      }
      row.leaseOwner = worker;
      row.leaseToken += 1;
      row.leaseUntil = now + 30_000;
    }
    return due.map((row) => ({ deploymentId: row.rollout.id, token: row.leaseToken }));
  }

  async load(lease: Lease): Promise<Loaded | null> {
    const row = this.held(lease);
    if (row === null) return null;
    const others = [...this.rows.values()].filter((other) => other !== row).map((other) => other.rollout);
    const holder = others.find((other) => isExclusive(other.state)) ?? null;
    const ahead =
      others.find((other) => other.state === "queued" && other.number < row.rollout.number) ?? null;
    const stable =
      this.target.stableDeploymentId === null ? null : this.row(this.target.stableDeploymentId).rollout;
    return {
      rollout: structuredClone({
        ...row.rollout,
        lockHolder: holder === null ? null : { id: holder.id, number: holder.number, state: holder.state },
        ahead: ahead === null ? null : { id: ahead.id, number: ahead.number, state: ahead.state },
        serviceAddress: this.target.serviceAddress,
        stableDeploymentId: this.target.stableDeploymentId,
        standbyDeploymentId: this.target.standbyDeploymentId,
        stableSize: sizeOf(stable),
        scaling: { ...row.rollout.scaling, floors: this.target.floors },
        confirmed: row.effects.filter((effect) => effect.status === "confirmed").map((effect) => effect.key),
      }),
      now: this.time(),
      stateVersion: row.stateVersion,
      stamps: { requestedBy: row.rollout.requestedBy, approvedBy: [], reason: "" },
      stableBundleSha256: stable?.bundleSha256 ?? null,
      because: row.because,
      findings: row.findings,
      open: structuredClone(row.effects.findLast((effect) => effect.status === "planned") ?? null),
    };
  }

  async advance(lease: Lease, { loaded, decision, close, archive, snapshot }: Advance): Promise<Advanced> {
    const row = this.held(lease);
    if (row === null || hasMovedOn(row, loaded)) return { outcome: "lost" };
    if (!mayMove(row.rollout.state, decision.next))
      throw new Error(`no edge ${row.rollout.state} -> ${decision.next}`);
    if (decision.takeLock && !this.takeLock(row)) return { outcome: "lost" };
    if (archive !== null) this.bundles.set(archive.sha256, structuredClone(archive.objects));
    const from = row.rollout.state;
    row.rollout = structuredClone(nextRollout(row.rollout, decision, this.time()));
    row.because = decision.because;
    if (snapshot !== null) row.findings = snapshot.findings;
    this.recordStep(row, from, decision);
    this.target.change(decision.target);
    if (close !== null) closeEffect(row, close);
    this.tellOthers(row, from, decision);
    return {
      outcome: "written",
      attempt: decision.effect === null ? null : planEffect(row, decision.effect),
    };
  }

  private recordStep(row: MemoryRow, from: Rollout["state"], decision: Advance["decision"]): void {
    const deploymentId = row.rollout.id;
    for (const kind of decision.announce) this.outbox.push({ deploymentId, kind });
    const { cause, because, next: to } = decision;
    if (cause === null) return;
    row.stateVersion += 1;
    this.transitions.push({ deploymentId, from, to, cause, actor: decision.actor ?? "worker", because });
  }

  private tellOthers(row: MemoryRow, from: Rollout["state"], decision: Advance["decision"]): void {
    if (isTerminal(decision.next)) voidOpen(row);
    if (decision.preempt !== null) this.preempt(decision.preempt, row.rollout.id);
    if (from !== decision.next) this.wakeOthers(row);
  }

  private wakeOthers(row: MemoryRow): void {
    for (const other of this.rows.values())
      if (other !== row) other.wakeAt = Math.min(other.wakeAt, this.time());
  }

  async close(lease: Lease, closing: Closing): Promise<boolean> {
    const row = this.held(lease);
    if (row === null) return false;
    row.rollout = { ...row.rollout, memory: structuredClone(closing.memory) };
    closeEffect(row, closing);
    return true;
  }

  async heartbeat(leases: readonly Lease[]): Promise<readonly Lease[]> {
    const kept = leases.filter((lease) => this.held(lease) !== null);
    for (const lease of kept) this.row(lease.deploymentId).leaseUntil = this.time() + 30_000;
    return kept;
  }

  async release(lease: Lease, wakeInMs: number | null): Promise<void> {
    const row = this.held(lease);
    if (row === null) return;
    row.leaseOwner = null;
    if (wakeInMs !== null) row.wakeAt = this.time() + wakeInMs;
  }

  async bundle(sha256: string): Promise<readonly Manifest[] | null> {
    return this.bundles.get(sha256) ?? null;
  }

  async onWake(): Promise<() => Promise<void>> {
    return async () => {};
  }

  private held(lease: Lease): MemoryRow | null {
    const row = this.row(lease.deploymentId);
    return row.leaseToken === lease.token && row.leaseOwner !== null ? row : null;
  }

  private takeLock(row: MemoryRow): boolean {
    const others = [...this.rows.values()].filter((other) => other !== row);
    if (others.some((other) => isExclusive(other.rollout.state))) return false;
    for (const other of others.filter(
      ({ rollout }) => rollout.state === "holding" || rollout.state === "scaling_down",
    )) {
      this.transitions.push({
        deploymentId: other.rollout.id,
        from: other.rollout.state,
        to: "succeeded",
        cause: "standby_taken_over",
        actor: "worker",
        because: "The next deployment takes the standby.",
      });
      other.rollout = { ...other.rollout, state: "succeeded", memory: {} };
      other.stateVersion += 1;
      voidOpen(other);
    }
    row.rollout = { ...row.rollout, epoch: this.target.lock() };
    return true;
  }

  private preempt(id: string, by: string): void {
    const other = this.row(id);
    other.rollout = { ...other.rollout, supersededBy: by };
    other.wakeAt = this.time();
  }
}

function sizeOf(rollout: Rollout | null): Rollout["stableSize"] {
  if (rollout === null || rollout.need === null || rollout.floor === null) return null;
  return { need: rollout.need, floor: rollout.floor };
}
