import type { PodSeen } from "@/contracts/pod";
import type { ServiceRow } from "@/contracts/service";
import type { ClusterLink, StreamMessage } from "@/contracts/stream";

/** What waits for one topic; the latest state per object wins. */
interface Waiting {
  rows?: Map<string, ServiceRow>;
  pods?: readonly PodSeen[];
  links?: readonly ClusterLink[];
  changed?: true;
}

function* messagesOf(
  topic: string,
  cursor: string,
  { rows, pods, links, changed }: Waiting,
): Generator<StreamMessage> {
  if (rows) yield { type: "rows", topic, rows: [...rows.values()] };
  if (pods) yield { type: "pods", topic, pods: [...pods], cursor };
  if (changed) yield { type: "changed", topic };
  if (links) yield { type: "system", topic: "system", clusters: [...links] };
}

/** Changes that wait to be sent, by topic. */
export class Pending {
  readonly #topics = new Map<string, Waiting>();

  row(environment: string, row: ServiceRow): void {
    const waiting = this.#of(`svc:${environment}`);
    waiting.rows ??= new Map();
    waiting.rows.set(row.name, row);
  }

  pods(topic: string, pods: readonly PodSeen[]): void {
    this.#of(topic).pods = pods;
  }

  /** The view of a topic is out of date. */
  changed(topic: string): void {
    this.#of(topic).changed = true;
  }

  links(links: readonly ClusterLink[]): void {
    this.#of("system").links = links;
  }

  /** Topics for which something waits, the longest waiting first. */
  topics(): readonly string[] {
    return [...this.#topics.keys()];
  }

  /** Takes out what waits for a topic, as messages that say how things are at `cursor`. */
  take(topic: string, cursor: string): readonly StreamMessage[] {
    const waiting = this.#topics.get(topic);
    this.#topics.delete(topic);
    return waiting ? [...messagesOf(topic, cursor, waiting)] : [];
  }

  clear(): void {
    this.#topics.clear();
  }

  #of(topic: string): Waiting {
    const waiting = this.#topics.get(topic) ?? {};
    this.#topics.set(topic, waiting);
    return waiting;
  }
}
