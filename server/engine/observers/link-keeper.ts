import {
  type ClusterWatch,
  type LinkState,
  type WatchedKind,
  watchedKinds,
} from "@/server/ports/cluster-watch";
import type { ClusterLinkReport, ObservationStore } from "@/server/ports/observation-store";
import type { ObserverLog } from "./observer-log";
import { createAlarm } from "./pause";

/** How often the cluster is asked for a sign of life, in ms. A change of state is reported at once. */
const pingEvery = 5_000;

interface KeeperOptions {
  cluster: string;
  watch: ClusterWatch;
  store: ObservationStore;
  now: () => number;
  log: ObserverLog;
  /** Called when the cluster answers again after silence: open watches may hang on dead connections. */
  onReturn(): void;
}

interface KindLink {
  state: LinkState;
  since: number;
  error: string | null;
}

/** Keeps and reports how well a cluster is seen. */
export interface LinkKeeper {
  heard(): void;
  link(kind: WatchedKind, state: LinkState, error: string | null): void;
  /** The report as it would be written now. */
  report(): ClusterLinkReport;
  run(signal: AbortSignal): Promise<void>;
}

/** A watch can hang without an error; a ping that stays without answer turns every live watch stale. */
export function createLinkKeeper(options: KeeperOptions): LinkKeeper {
  const { cluster, now } = options;
  const links = new Map<WatchedKind, KindLink>();
  const alarm = createAlarm();
  let heardAt: number | null = null;
  let silence: { since: number; error: string } | null = null;

  const kindReport = (kind: WatchedKind): ClusterLinkReport["kinds"][number] => {
    const own = links.get(kind) ?? { state: "connecting", since: now(), error: null };
    if (own.state !== "live" || silence === null) return { kind, ...own, since: new Date(own.since) };
    return { kind, state: "stale", since: new Date(silence.since), error: silence.error };
  };
  const report = (): ClusterLinkReport => ({
    cluster,
    kinds: watchedKinds.map(kindReport),
    heardAt: heardAt === null ? null : new Date(heardAt),
  });

  async function ping(signal: AbortSignal): Promise<void> {
    try {
      await options.watch.ping(signal);
      heardAt = now();
      if (silence === null) return;
      silence = null;
      options.onReturn();
      options.log.info({ cluster }, "cluster answers again");
    } catch (error) {
      if (signal.aborted || silence !== null) return;
      silence = { since: now(), error: error instanceof Error ? error.message : String(error) };
      options.log.warn({ cluster, reason: silence.error }, "cluster does not answer");
    }
  }

  return {
    heard() {
      heardAt = now();
    },
    link(kind, state, error) {
      const before = links.get(kind);
      if (before?.state === state && before.error === error) return;
      links.set(kind, { state, error, since: before?.state === state ? before.since : now() });
      if (state === "live") heardAt = now();
      alarm.ring();
    },
    report,
    async run(signal) {
      let pingedAt = Number.NEGATIVE_INFINITY;
      while (!signal.aborted) {
        if (now() - pingedAt >= pingEvery) {
          pingedAt = now();
          await ping(signal);
        }
        // A report that is lost is repeated with the next ping.
        await options.store.reportLink(report()).catch(() => undefined);
        await alarm.wait(Math.max(0, pingedAt + pingEvery - now()), signal);
      }
    },
  };
}
