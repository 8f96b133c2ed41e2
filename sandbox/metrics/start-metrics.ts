import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { join } from "node:path";
import { listenNear } from "@/sandbox/access/listen";
import type { SandboxClock } from "@/sandbox/kernel/clock";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { LoadModel } from "@/sandbox/sim/load-model";
import type { Organization } from "@/sandbox/sim/organization";
import { History } from "./history";
import { pastFigures } from "./past";
import { createPrometheusServer } from "./prometheus-server";
import { createRecorder } from "./recorder";
import { createSampleWriter, loadSamples } from "./sample-file";
import { allSeries, type SeriesStore } from "./series";

/** What figures of a cluster are made from. */
export interface MetricsParts {
  cluster: string;
  client: ClusterClient;
  clock: SandboxClock;
  organization: Organization;
  load: LoadModel;
}

/** The figures of a cluster, being collected. */
export interface Metrics {
  readonly store: SeriesStore;
}

/**
 * Collects figures from the load model, from its next tick on.
 * @param folder where they are kept over restarts; left out: only in memory
 */
export function collectMetrics(parts: MetricsParts, kept?: { folder: string; firstStart: number }): Metrics {
  const { cluster, organization, clock, client, load } = parts;
  const history = new History(kept?.firstStart ?? clock.now(), ({ namespace, service }) =>
    pastFigures(organization, { cluster, namespace, service }),
  );
  if (kept !== undefined) loadSamples(kept.folder, history, clock.now());
  const writer = kept && createSampleWriter(kept.folder, tellWriting);
  const recorder = createRecorder({
    client,
    load,
    onSample(reading) {
      const changes = history.append(reading);
      writer?.write(reading, changes);
    },
  });
  return { store: { history, open: recorder.open } };
}

function tellWriting(error: unknown): void {
  process.stderr.write(`sandbox: samples could not be written: ${String(error)}\n`);
}

interface Place {
  firstStart: number;
  port?: number;
}

function readPlace(file: string, now: number): Place {
  if (!existsSync(file)) return { firstStart: now };
  try {
    const found = JSON.parse(readFileSync(file, "utf8")) as Partial<Place>;
    return { firstStart: found.firstStart ?? now, ...(found.port === undefined ? {} : { port: found.port }) };
  } catch {
    return { firstStart: now };
  }
}

/** The Prometheus API of a cluster. */
export interface RunningMetrics {
  /** Base URL, without `/api/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Collects the figures of a cluster, keeps them in a folder, and answers questions about them on loopback, on the port of the
 * last start while it is free.
 */
export async function startMetrics(parts: MetricsParts, folder: string): Promise<RunningMetrics> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "metrics.json");
  const place = readPlace(file, parts.clock.now());
  const { store } = collectMetrics(parts, { folder, firstStart: place.firstStart });
  const server = createPrometheusServer(() => allSeries(store), parts.clock.now);
  const port = await listenNear(server, place.port);
  await writeFile(file, JSON.stringify({ firstStart: place.firstStart, port }), { mode: 0o600 });
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
