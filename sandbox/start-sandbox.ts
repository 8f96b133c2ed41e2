import { mkdir, readFile } from "node:fs/promises";
import type { Server } from "node:http";
import { join } from "node:path";
import { writePrivate } from "@/sandbox/access/identity";
import { listenNear } from "@/sandbox/access/listen";
import type { SandboxClock } from "@/sandbox/kernel/clock";
import { createRealClock } from "@/sandbox/kernel/real-clock";
import { createRegistryServer } from "@/sandbox/registry/registry-server";
import type { KubeletProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { readOrganization } from "@/sandbox/sim/organization";
import { type RunningCluster, runCluster } from "./running-cluster";

/** What makes the sandbox. */
export interface SandboxOptions {
  /** Folder for identities, kubeconfigs and snapshots; nobody else may use it at the same time. */
  data: string;
  /** Path of the organization file (YAML). */
  organization: string;
  /** Only these clusters of the organization. Default: all. */
  clusters?: readonly string[];
  /** Port of the registry. Default: the one of the last start while it is free. */
  registryPort?: number;
  clock?: SandboxClock;
  seed?: string;
  profile?: Partial<KubeletProfile>;
  /** Milliseconds between two snapshots of a cluster that changed. Default 3000. */
  saveEveryMs?: number;
}

/** The running sandbox. */
export interface Sandbox {
  /** Base URL of the registry. */
  readonly registry: string;
  readonly clusters: readonly RunningCluster[];
  /** A cluster by name. Throws for a name that is not there. */
  cluster(name: string): RunningCluster;
  /** Stops everything; all objects are on disk afterwards. */
  close(): Promise<void>;
}

async function lastPort(file: string): Promise<number | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const port = Number(text);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

async function startRegistry(server: Server, file: string, wished: number | undefined): Promise<string> {
  const port = await listenNear(server, wished ?? (await lastPort(file)));
  await writePrivate(file, String(port));
  return `http://127.0.0.1:${port}`;
}

function closeRegistry(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts all clusters of the organization and its registry, on loopback only. Rejects when a file or a port fails. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const organization = readOrganization(options.organization);
  await mkdir(options.data, { recursive: true, mode: 0o700 });
  const clock = options.clock ?? createRealClock();
  const wanted = organization.clusters.filter(({ name }) => options.clusters?.includes(name) ?? true);
  const clusters = await Promise.all(
    wanted.map(({ name }) =>
      runCluster(
        {
          name,
          clock,
          organization,
          ...(options.seed === undefined ? {} : { seed: options.seed }),
          ...(options.profile === undefined ? {} : { profile: options.profile }),
        },
        options.data,
      ),
    ),
  );
  const server = createRegistryServer(organization);
  const registry = await startRegistry(server, join(options.data, "registry.port"), options.registryPort);
  const saver = setInterval(
    () => void Promise.all(clusters.map((cluster) => cluster.save())).catch(tellSaving),
    options.saveEveryMs ?? 3000,
  );
  return {
    registry,
    clusters,
    cluster(name) {
      const found = clusters.find((entry) => entry.name === name);
      if (found === undefined) throw new Error(`There is no cluster ${name}.`);
      return found;
    },
    async close() {
      clearInterval(saver);
      await Promise.all([closeRegistry(server), ...clusters.map((cluster) => cluster.close())]);
    },
  };
}

function tellSaving(error: unknown): void {
  process.stderr.write(`sandbox: a snapshot could not be written: ${String(error)}\n`);
}
