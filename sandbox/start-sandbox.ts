import { startRegistry } from "@/sandbox/registry/start-registry";
import { readOrganization } from "@/sandbox/sim/organization";
import type { RunningCluster } from "./running-cluster";
import { type ClustersOptions, startClusters } from "./start-clusters";

/** What makes a sandbox. */
export interface SandboxOptions extends ClustersOptions {
  /** Path of the organization file (YAML). */
  organization: string;
  /** Port of the registry. Default: the one of the last start while it is free. */
  registryPort?: number;
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

/** Starts clusters and registry in this thread, on loopback only. Rejects when a file or a port fails. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const organization = readOrganization(options.organization);
  const running = await startClusters(organization, options);
  const registry = await startRegistry(organization, options.data, options.registryPort);
  return {
    registry: registry.url,
    clusters: running.clusters,
    cluster(name) {
      const found = running.clusters.find((entry) => entry.name === name);
      if (found === undefined) throw new Error(`There is no cluster ${name}.`);
      return found;
    },
    async close() {
      await Promise.all([registry.close(), running.close()]);
    },
  };
}
