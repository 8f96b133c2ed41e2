import type { QueryClient } from "@tanstack/react-query";
import { keys } from "@/components/queries/keys";
import type { ServiceDetail, ServiceList, ServiceRow } from "@/contracts/service";
import type { StreamMessage } from "@/contracts/stream";
import { keysOfTopic } from "./keys-of-topic";
import { newestPods } from "./newest-pods";
import { patchRows } from "./patch-rows";
import { Refresher } from "./refresher";

type PodsMessage = Extract<StreamMessage, { type: "pods" }>;

/** Runs work before the next paint; replaced in tests. */
export type Schedule = (work: () => void) => void;

/** Puts messages of the stream into the query cache: one write per list and frame. */
export class MessageApplier {
  readonly #client: QueryClient;
  readonly #refresher: Refresher;
  readonly #schedule: Schedule;
  readonly #rows = new Map<string, ServiceRow[]>();
  #scheduled = false;

  constructor(client: QueryClient, schedule: Schedule) {
    this.#client = client;
    this.#refresher = new Refresher(client);
    this.#schedule = schedule;
  }

  apply(message: StreamMessage): void {
    switch (message.type) {
      case "rows":
        this.#gather(message.topic.slice("svc:".length), message.rows);
        return;
      case "pods":
        this.#putPods(message);
        return;
      case "deployments":
      case "changed":
        for (const key of keysOfTopic(message.topic)) this.#refresher.refresh(key);
        return;
      case "deployment":
        this.#client.setQueryData(keys.deployment(message.detail.id), message.detail);
        return;
      case "system":
        this.#client.setQueryData(keys.system, message.clusters);
        return;
      case "resync":
        void this.#client.invalidateQueries();
    }
  }

  #putPods({ topic, pods, cursor }: PodsMessage): void {
    for (const key of keysOfTopic(topic))
      this.#client.setQueryData<ServiceDetail>(
        key,
        (detail) => detail && newestPods(detail, { ...detail, pods, cursor }),
      );
  }

  #gather(environment: string, rows: readonly ServiceRow[]): void {
    this.#rows.set(environment, [...(this.#rows.get(environment) ?? []), ...rows]);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    for (const [environment, rows] of this.#rows) this.#patch(environment, rows);
    this.#rows.clear();
    this.#refresher.refresh(keys.matrix);
  }

  #patch(environment: string, rows: readonly ServiceRow[]): void {
    const key = keys.services(environment);
    const list = this.#client.getQueryData<ServiceList>(key);
    if (!list) return;
    const patched = patchRows(list, rows);
    if (!patched) this.#refresher.refresh(key);
    else if (patched !== list) this.#client.setQueryData(key, patched);
  }
}
