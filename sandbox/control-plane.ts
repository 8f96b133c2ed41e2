import { createAutoscaler } from "@/sandbox/ctrl/autoscaler/autoscaler";
import { createCronJobController } from "@/sandbox/ctrl/batch/cron-job-controller";
import { createJobController } from "@/sandbox/ctrl/batch/job-controller";
import type { Controller, ControllerContext } from "@/sandbox/ctrl/controller";
import { createDeploymentController } from "@/sandbox/ctrl/deployment/deployment-controller";
import { createDisruptionController } from "@/sandbox/ctrl/disruption-controller";
import { createEndpointsController } from "@/sandbox/ctrl/endpoint-slice/endpoints-controller";
import { createEndpointSliceController } from "@/sandbox/ctrl/endpoint-slice/slice-controller";
import { createGarbageCollector } from "@/sandbox/ctrl/garbage-collector";
import { createNamespaceController } from "@/sandbox/ctrl/namespace-controller";
import { createNodeController } from "@/sandbox/ctrl/node-controller";
import { createQuotaController } from "@/sandbox/ctrl/quota-controller";
import { createReplicaSetController } from "@/sandbox/ctrl/replica-set/replica-set-controller";
import { createTaintEvictionController } from "@/sandbox/ctrl/taint-eviction-controller";
import type { SandboxClock } from "@/sandbox/kernel/clock";
import { ApiError, type ClusterClient } from "@/sandbox/kernel/cluster-client";
import { createPrng } from "@/sandbox/kernel/prng";
import { createKubelets } from "@/sandbox/sim/kubelet/kubelet";
import type { KubeletContext } from "@/sandbox/sim/kubelet/kubelet-context";
import type { KubeletProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { createPodNetwork } from "@/sandbox/sim/kubelet/pod-network";
import type { LoadModel } from "@/sandbox/sim/load-model";
import type { Organization } from "@/sandbox/sim/organization";
import { createPastKills } from "@/sandbox/sim/past-kills";
import { faultOf } from "@/sandbox/sim/pod-fault";
import { createScheduler } from "@/sandbox/sim/scheduler/scheduler";

interface ControlPlaneOptions {
  cluster: string;
  clientOf(user: string): ClusterClient;
  clock: SandboxClock;
  seed: string;
  organization: Organization;
  load: LoadModel;
  profile: KubeletProfile;
  certificateAuthority: string;
  onDefect(error: unknown): void;
}

function kubeletContext(options: ControlPlaneOptions, context: ControllerContext): KubeletContext {
  const { client } = context;
  const images = new Set<string>();
  return {
    ...context,
    // A pod that vanished between two steps is everyday life for a kubelet.
    onDefect: (error) => {
      if (!(error instanceof ApiError)) options.onDefect(error);
    },
    profile: options.profile,
    network: createPodNetwork(client),
    faultOf: (pod) => faultOf(client, options.organization, pod),
    pastOutOfMemory: createPastKills(options.organization, options.cluster),
    isNewImage(node, image) {
      const size = images.size;
      return images.add(`${node} ${image}`).size > size;
    },
  };
}

/** All programs that make a cluster live: controllers, scheduler and kubelets, each with its own user and random stream. */
export function createControlPlane(options: ControlPlaneOptions): Controller[] {
  const { clock, seed, onDefect } = options;
  const as = (user: string, stream: string): ControllerContext => ({
    client: options.clientOf(user),
    clock,
    prng: createPrng(`${seed}/${stream}`),
    onDefect,
  });
  const controller = (stream: string) => as("kube-controller-manager", stream);
  return [
    createNamespaceController(controller("namespace"), options.certificateAuthority),
    createDeploymentController(controller("deployment")),
    createReplicaSetController(controller("replicaset")),
    createEndpointSliceController(controller("endpointslice")),
    createEndpointsController(controller("endpoints")),
    createGarbageCollector(controller("garbage")),
    createAutoscaler(controller("autoscaler"), options.load),
    createDisruptionController(controller("disruption")),
    createQuotaController(controller("quota")),
    createJobController(controller("job")),
    createCronJobController(controller("cronjob")),
    createNodeController(controller("node")),
    createTaintEvictionController(controller("eviction")),
    createScheduler(as("kube-scheduler", "scheduler")),
    createKubelets(kubeletContext(options, as("kubelet", "kubelet"))),
  ];
}
