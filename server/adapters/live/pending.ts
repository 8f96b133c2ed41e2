import type { PodSeen } from "@/contracts/pod";
import type { ServiceRow } from "@/contracts/service";
import type { ClusterLink, StreamMessage } from "@/contracts/stream";

/** Changes that wait for the next flush; the latest state per object wins. */
export class Pending {
  readonly #rows = new Map<string, Map<string, ServiceRow>>();
  readonly #pods = new Map<string, readonly PodSeen[]>();
  readonly #changed = new Set<string>();
  #links: readonly ClusterLink[] | undefined;

  row(environment: string, row: ServiceRow): void {
    const topic = `svc:${environment}`;
    const rows = this.#rows.get(topic) ?? new Map<string, ServiceRow>();
    rows.set(row.name, row);
    this.#rows.set(topic, rows);
  }

  pods(topic: string, pods: readonly PodSeen[]): void {
    this.#pods.set(topic, pods);
  }

  /** The view of a topic is out of date. */
  changed(topic: string): void {
    this.#changed.add(topic);
  }

  links(links: readonly ClusterLink[]): void {
    this.#links = links;
  }

  get empty(): boolean {
    return this.#rows.size === 0 && this.#changed.size === 0 && this.#links === undefined;
  }

  /** Takes everything out, as messages. */
  take(): StreamMessage[] {
    const messages: StreamMessage[] = [];
    for (const [topic, rows] of this.#rows) messages.push({ type: "rows", topic, rows: [...rows.values()] });
    for (const [topic, pods] of this.#pods) messages.push({ type: "pods", topic, pods: [...pods] });
    for (const topic of this.#changed) messages.push({ type: "changed", topic });
    if (this.#links) messages.push({ type: "system", topic: "system", clusters: [...this.#links] });
    this.#rows.clear();
    this.#pods.clear();
    this.#changed.clear();
    this.#links = undefined;
    return messages;
  }
}
