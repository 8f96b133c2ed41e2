import { seedAccess } from "@/sandbox/api/access/seed-access";
import { type ClusterApi, createClusterApi } from "@/sandbox/api/cluster-api";
import { createClusterClient } from "@/sandbox/api/cluster-client";
import { seedNamespaces } from "@/sandbox/api/seed-namespaces";
import type { Controller } from "@/sandbox/ctrl/controller";
import type { SandboxClock } from "@/sandbox/kernel/clock";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import { createPrng } from "@/sandbox/kernel/prng";
import type { KubeletProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { livelyProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { createLoadModel, type LoadModel } from "@/sandbox/sim/load-model";
import { seedNodes } from "@/sandbox/sim/node-seed";
import type { Organization } from "@/sandbox/sim/organization";
import { createControlPlane } from "./control-plane";

/** What makes one simulated cluster, without its network. */
export interface ClusterOptions {
  name: string;
  clock: SandboxClock;
  organization: Organization;
  /** Replays are equal for equal seeds; every cluster draws from its own stream. */
  seed?: string;
  profile?: Partial<KubeletProfile>;
  /** PEM text that namespaces get as `kube-root-ca.crt`. */
  certificateAuthority?: string;
  /** Told about defects of the sandbox itself. Default: written to standard error. */
  onDefect?: (error: unknown) => void;
}

/** One simulated cluster: its API, its controllers and its kubelets. */
export interface Cluster {
  readonly name: string;
  readonly api: ClusterApi;
  readonly load: LoadModel;
  /** In-process access as a user of the control plane. */
  clientOf(user: string): ClusterClient;
  /** Adds what every cluster has (where missing) and starts controllers, scheduler and kubelets. */
  start(): void;
  stop(): void;
}

function writeDefect(error: unknown): void {
  process.stderr.write(
    `sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}

/** Creates a cluster that is empty and stands still; restore a snapshot before `start` to go on from it. */
export function createCluster(options: ClusterOptions): Cluster {
  const { name, clock, organization } = options;
  const seed = `${options.seed ?? "switchyard"}/${name}`;
  const index = Math.max(
    0,
    organization.clusters.findIndex((cluster) => cluster.name === name),
  );
  const gitVersion = `v${organization.clusters[index]?.kubernetesVersion ?? "1.34"}.4`;
  let ids = createPrng(`${seed}/ids`);
  const api = createClusterApi({
    name,
    clock,
    random: () => ids.next(),
    gitVersion,
    servicePrefix: `10.${96 + index}`,
  });
  const clientOf = (user: string) => createClusterClient(api, user);
  const load = createLoadModel({ client: clientOf("metrics-server"), clock, organization, cluster: name });
  const controllers: Controller[] = createControlPlane({
    cluster: name,
    clientOf,
    clock,
    seed,
    organization,
    load,
    profile: { ...livelyProfile, ...options.profile },
    certificateAuthority: options.certificateAuthority ?? "",
    onDefect: options.onDefect ?? writeDefect,
  });
  return {
    name,
    api,
    load,
    clientOf,
    start() {
      // A cluster that was restored goes on elsewhere in the stream: no uid is given out twice.
      ids = createPrng(`${seed}/ids/${api.store.version}`);
      seedNamespaces(api);
      seedAccess(api);
      seedNodes(clientOf("kube-controller-manager"), clock, {
        cluster: name,
        clusterIndex: index,
        gitVersion,
        organization,
      });
      load.start();
      for (const controller of controllers) controller.start();
    },
    stop() {
      load.stop();
      for (const controller of controllers) controller.stop();
    },
  };
}
