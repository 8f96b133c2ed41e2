import { fieldManagers } from "@/server/domain/rollout/target";
import { ownerOf, type ReleaseSeen } from "./release-seen";
import type { Selected, Sight } from "./traffic-sight";

type SightOf<Kind extends Sight["kind"]> = Extract<Sight, { kind: Kind }>;

const ours: readonly string[] = Object.values(fieldManagers);

/** Goes through what was seen, version by version, and knows at each what the traffic needs. */
class Replay {
  readonly faults: string[] = [];
  private readonly service: string;
  private readonly releases: readonly ReleaseSeen[];
  private readonly slices = new Map<string, number>();
  private readonly sizes = new Map<string, SightOf<"size">>();
  private readonly autoscalers = new Map<string, number | null>();
  private serving: Selected = "none";
  /** Release that moved the selector last. */
  private mover: ReleaseSeen | null = null;
  /** Addresses that the traffic has and needs. Rises with what is there; falls only when somebody else asks for less. */
  private held = 0;
  private lastWrite = "nobody wrote anything";

  constructor(service: string, releases: readonly ReleaseSeen[]) {
    this.service = service;
    this.releases = releases;
  }

  go(sight: Sight): void {
    if (sight.kind === "service") this.onService(sight);
    else if (sight.kind === "slice") this.onSlice(sight);
    else if (sight.kind === "size") this.onSize(sight);
    else this.autoscalers.set(sight.workload, sight.min);
  }

  private workload(color: Selected): string {
    return color === "pods" ? this.service : `${this.service}-${color}`;
  }

  private size(color: Selected): SightOf<"size"> | undefined {
    return this.sizes.get(this.workload(color));
  }

  /** Null when the color has no autoscaler. */
  private floor(color: Selected): number | null {
    return this.autoscalers.get(this.workload(color)) ?? null;
  }

  /** What the traffic of a color needs: the size that is wanted, without the reserve that its own release added. */
  private need(color: Selected): number {
    const wanted = this.size(color)?.wanted ?? 0;
    const last = this.releases.findLast(
      ({ candidateColor, number, need }) =>
        candidateColor === color && need !== null && number <= (this.mover?.number ?? 0),
    );
    const { need, floor } = last ?? { need: null, floor: null };
    return need !== null && floor !== null && wanted > need && wanted <= floor ? need : wanted;
  }

  private onService({ version, selects, by, fence }: SightOf<"service">): void {
    if (selects !== this.serving) {
      const ownMove = by.includes(fieldManagers.switch);
      this.lastWrite = `the selector went from ${this.serving} to ${selects} by ${by.join(", ")}`;
      if (!ownMove) this.faults.push(`${version}: ${this.lastWrite}`);
      const mover = ownerOf(fence, this.releases);
      if (ownMove && mover !== this.mover) this.judgeSwitch(version, selects);
      this.serving = selects;
      this.mover = mover;
    }
    this.hold();
  }

  /** At the instant of a release's own switch the pods are there, and neither autoscaler can take any away. */
  private judgeSwitch(version: number, to: Selected): void {
    const from = this.serving;
    if (from === "none" || from === "elsewhere") return;
    const need = this.need(from);
    const available = this.size(to)?.available ?? 0;
    if (available < need)
      this.faults.push(`${version}: switched to ${to}, which had ${available} of ${need} pods`);
    if (this.floor(from) === null) return;
    this.judgeFloor(version, to, need);
    this.judgeFloor(version, from, this.size(from)?.wanted ?? 0);
  }

  private judgeFloor(version: number, color: Selected, least: number): void {
    const floor = this.floor(color) ?? 0;
    if (floor < least)
      this.faults.push(`${version}: switched while ${color} had a floor of ${floor}, not ${least}`);
  }

  private onSlice({ name, ready, version }: SightOf<"slice">): void {
    this.slices.set(name, ready);
    const now = this.ready();
    if (now < this.held) {
      this.faults.push(`${version}: ${now} of ${this.held} addresses were ready, after ${this.lastWrite}`);
      this.held = now;
    }
    this.hold();
  }

  private onSize(sight: SightOf<"size">): void {
    const before = this.sizes.get(sight.workload)?.wanted ?? 0;
    this.sizes.set(sight.workload, sight);
    if (sight.workload === this.workload(this.serving)) {
      if (sight.wanted < before) {
        this.lastWrite = `${sight.workload} went from ${before} to ${sight.wanted} by ${sight.by.join(", ")}`;
        if (!sight.by.some((manager) => ours.includes(manager)))
          this.held = Math.min(this.held, this.need(this.serving));
      }
      this.hold();
    }
  }

  private ready(): number {
    return [...this.slices.values()].reduce((sum, count) => sum + count, 0);
  }

  private hold(): void {
    this.held = Math.max(this.held, Math.min(this.ready(), this.need(this.serving)));
  }
}

/**
 * Whether ready addresses of the active Service ever fell below what the traffic needed, although nobody else asked for less, or
 * whether a switch could have made them fall. Everything is taken in the order in which the cluster stored it. Sentences of what went wrong.
 */
export function judgeTraffic(
  service: string,
  releases: readonly ReleaseSeen[],
  sights: readonly Sight[],
): string[] {
  const replay = new Replay(service, releases);
  for (const sight of sights) replay.go(sight);
  return replay.faults;
}
