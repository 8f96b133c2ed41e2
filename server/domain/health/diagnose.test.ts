import { describe, expect, test } from "vitest";
import type { ContainerSeen, PodSeen } from "@/contracts/pod";
import type { TargetSeen } from "@/server/domain/rollout/observation";
import { diagnose } from "./diagnose";
import { ago, container, event, hpa, input, kubeService, pod, workload } from "./fixtures.test-data";

const image = "registry.demo.internal/shop/shop:1.2.0";

function waiting(reason: string, message = ""): Partial<PodSeen> {
  return { phase: "Pending", containers: [container({ state: "waiting", reason, message })] };
}

function crashed(exitCode: number, more: Partial<ContainerSeen> = {}): Partial<PodSeen> {
  return {
    containers: [
      container({
        state: "waiting",
        reason: "CrashLoopBackOff",
        restarts: 3,
        last: {
          reason: exitCode === 0 ? "Completed" : "Error",
          exitCode,
          startedAt: ago(24),
          finishedAt: ago(20),
        },
        ...more,
      }),
    ],
  };
}

function unready(probe: string, more: Partial<ContainerSeen> = {}): Partial<TargetSeen> {
  const own = pod({ containers: [container(more)] });
  return { pods: [own], events: [event({ message: probe, object: { kind: "Pod", name: own.name } })] };
}

function eventOn(own: PodSeen, reason: string, message: string, seconds = 5): Partial<TargetSeen> {
  return {
    pods: [own],
    events: [event({ reason, message, firstAt: ago(seconds), object: { kind: "Pod", name: own.name } })],
  };
}

function refused(message: string): Partial<TargetSeen> {
  const conditions = [
    { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message, since: ago(40) },
  ];
  return { workloads: { "shop-green": workload({ replicas: 0, updated: 0, conditions }) } };
}

function pull(reason: string, message: string, more: Partial<PodSeen> = {}): Partial<TargetSeen> {
  return { pods: [pod({ ...waiting(reason, message), ...more })] };
}

type Row = [what: string, target: Partial<TargetSeen>, rule: string, verdict: string, sentence: string];

const images: Row[] = [
  [
    "a tag that is not there",
    pull("ErrImagePull", `failed to resolve reference "${image}": ${image}: not found`),
    "Q-E1",
    "doomed",
    `1 of 2 pods cannot start in green: image ${image} does not exist in the registry.`,
  ],
  [
    "the same, in back-off",
    pull("ImagePullBackOff", `Back-off pulling image "${image}": ErrImagePull: manifest unknown`),
    "Q-E1",
    "doomed",
    `1 of 2 pods cannot start in green: image ${image} does not exist in the registry.`,
  ],
  [
    "a secret that is wrong for long",
    pull("ErrImagePull", "pull access denied, repository does not exist or may require authorization"),
    "Q-E2",
    "doomed",
    `1 of 2 pods cannot start in green: the nodes may not pull ${image}.`,
  ],
  [
    "a secret that is wrong for a moment",
    pull("ErrImagePull", "unauthorized", { createdAt: ago(10) }),
    "Q-E2",
    "wait",
    `1 of 2 pods cannot start in green: the nodes may not pull ${image}.`,
  ],
  [
    "a registry that is away",
    pull("ErrImagePull", "dial tcp 10.0.0.9:443: i/o timeout"),
    "Q-E3",
    "env",
    "1 of 2 pods cannot start in green: node dev-1-b-1 does not reach the registry.",
  ],
  [
    "a registry that limits",
    pull("ErrImagePull", "toomanyrequests: You have reached your pull rate limit"),
    "Q-E4",
    "env",
    `1 of 2 pods cannot start in green: the registry limits how often ${image} is pulled.`,
  ],
  [
    "a reference that is none",
    pull("InvalidImageName", "", { images: ["Bad Name"] }),
    "Q-E5",
    "doomed",
    "1 of 2 pods cannot start in green: Bad Name is no valid image reference.",
  ],
  [
    "a policy that forbids the pull",
    pull("ErrImageNeverPull", ""),
    "Q-E6",
    "doomed",
    `1 of 2 pods cannot start in green: ${image} is not on the node and its pull policy is Never.`,
  ],
  [
    "the wrong platform",
    pull("ErrImagePull", "no match for platform in manifest"),
    "Q-E7",
    "doomed",
    `1 of 2 pods cannot start in green: ${image} is built for another CPU architecture.`,
  ],
  [
    "a large image",
    eventOn(pod(waiting("ContainerCreating")), "Pulling", "Pulling image", 200),
    "Q-E8",
    "wait",
    "1 of 2 pods still pulls its image in green: the pull on dev-1-b-1 runs for 3 min.",
  ],
  [
    "an image without signature",
    pull("SignatureValidationFailed", ""),
    "Q-E9",
    "doomed",
    `1 of 2 pods cannot start in green: ${image} is not signed as the policy wants.`,
  ],
  [
    "a back-off without a text",
    pull("ImagePullBackOff", "Back-off pulling image"),
    "Q-E10",
    "wait",
    `1 of 2 pods cannot start in green: image ${image} cannot be pulled yet.`,
  ],
];

const starts: Row[] = [
  [
    "exit 1",
    { pods: [pod(crashed(1))] },
    "Q-F3",
    "doomed",
    "1 of 2 pods crashes at start in green: exit 1 after 4 s.",
  ],
  [
    "another try of a crashing container",
    { pods: [pod(crashed(1, { state: "running", reason: "", restarts: 2 }))] },
    "Q-F3",
    "doomed",
    "1 of 2 pods crashes at start in green: exit 1 after 4 s.",
  ],
  [
    "exit 127",
    { pods: [pod(crashed(127))] },
    "Q-F4",
    "doomed",
    "1 of 2 pods crashes at start in green: its command is not in the image (exit 127).",
  ],
  [
    "exit 126",
    { pods: [pod(crashed(126))] },
    "Q-F4",
    "doomed",
    "1 of 2 pods crashes at start in green: its command is not executable (exit 126).",
  ],
  [
    "out of memory",
    {
      pods: [
        pod(
          crashed(137, {
            last: { reason: "OOMKilled", exitCode: 137, startedAt: ago(60), finishedAt: ago(20) },
          }),
        ),
      ],
    },
    "Q-F5",
    "doomed",
    "1 of 2 pods crashes in green: killed at the memory limit of 512Mi after 40 s.",
  ],
  [
    "killed by somebody",
    { pods: [pod(crashed(137))] },
    "Q-F6",
    "user",
    "1 of 2 pods crashes at start in green: killed from outside (exit 137) after 4 s.",
  ],
  [
    "a native crash",
    { pods: [pod(crashed(139))] },
    "Q-F7",
    "doomed",
    "1 of 2 pods crashes at start in green: native crash (exit 139, SIGSEGV) after 4 s.",
  ],
  [
    "SIGTERM again and again",
    { pods: [pod(crashed(143))] },
    "Q-F8",
    "user",
    "1 of 2 pods crashes at start in green: stopped again and again by SIGTERM (exit 143) after 4 s.",
  ],
  [
    "a process that ends well",
    { pods: [pod(crashed(0))] },
    "Q-F9",
    "doomed",
    "1 of 2 pods crashes at start in green: its process ends normally after 4 s; it is no server.",
  ],
  [
    "a command that is missing",
    pull("CreateContainerError", 'exec: "run.sh": executable file not found in $PATH'),
    "Q-F1",
    "doomed",
    "1 of 2 pods cannot start in green: command run.sh is not in the image.",
  ],
  [
    "a start hook",
    pull("PostStartHookError", "exit 1"),
    "Q-F2",
    "doomed",
    "1 of 2 pods cannot start in green: the start hook of app fails.",
  ],
  [
    "an init step that fails",
    {
      pods: [
        pod({
          phase: "Pending",
          containers: [
            container({
              name: "migrate",
              state: "waiting",
              reason: "CrashLoopBackOff",
              restarts: 2,
              last: { reason: "Error", exitCode: 2 },
            }),
            container({ state: "waiting", reason: "PodInitializing" }),
          ],
        }),
      ],
    },
    "Q-F10",
    "doomed",
    "1 of 2 pods cannot start in green: init step migrate fails with exit 2.",
  ],
  [
    "an init step that takes long",
    {
      pods: [
        pod({
          phase: "Pending",
          containers: [
            container({ name: "wait-for-db", startedAt: ago(200) }),
            container({ state: "waiting", reason: "PodInitializing" }),
          ],
        }),
      ],
    },
    "Q-F11",
    "wait",
    "1 of 2 pods is not started in green: init step wait-for-db runs for 3 min.",
  ],
  [
    "an eviction",
    eventOn(pod({ phase: "Failed", containers: [] }), "Evicted", "The node was low on resource: memory."),
    "Q-F12",
    "env",
    "1 of 2 pods was evicted in green: The node was low on resource: memory.",
  ],
  [
    "a preemption",
    eventOn(pod({ containers: [] }), "Preempted", "by another pod"),
    "Q-C10",
    "wait",
    "1 of 2 pods was pushed out in green: a pod of higher priority took its place.",
  ],
];

const configs: Row[] = [
  [
    "a config map of somebody else",
    pull("CreateContainerConfigError", 'configmap "extra" not found'),
    "Q-D4",
    "doomed",
    "1 of 2 pods cannot start in green: it needs ConfigMap extra, which does not exist.",
  ],
  [
    "a secret",
    pull("CreateContainerConfigError", 'secret "shop-secret" not found'),
    "Q-D4",
    "doomed",
    "1 of 2 pods cannot start in green: it needs Secret shop-secret, which does not exist.",
  ],
  [
    "a config map of ours",
    pull("CreateContainerConfigError", 'configmap "shop-config-v3-0a1b2c3d" not found'),
    "Q-D4",
    "wait",
    "1 of 2 pods cannot start in green: it needs ConfigMap shop-config-v3-0a1b2c3d, which does not exist.",
  ],
  [
    "a key",
    pull("CreateContainerConfigError", "couldn't find key PORT in ConfigMap shop-dev/extra"),
    "Q-D4",
    "doomed",
    "1 of 2 pods cannot start in green: it needs key PORT of ConfigMap extra, which is not there.",
  ],
  [
    "a late kubelet",
    pull("CreateContainerConfigError", "failed to sync configmap cache: timed out waiting for the condition"),
    "Q-D5",
    "wait",
    "1 of 2 pods cannot start in green: the node has not read its config yet.",
  ],
  [
    "root",
    pull("CreateContainerConfigError", "container has runAsNonRoot and image will run as root"),
    "Q-D6",
    "doomed",
    "1 of 2 pods cannot start in green: the image runs as root, which its pod forbids.",
  ],
  [
    "the network plug-in",
    eventOn(pod(waiting("ContainerCreating")), "FailedCreatePodSandBox", "networkPlugin cni failed"),
    "Q-D1",
    "env",
    "1 of 2 pods cannot start in green: node dev-1-b-1 cannot set up its network.",
  ],
  [
    "a volume's secret",
    eventOn(
      pod(waiting("ContainerCreating")),
      "FailedMount",
      'MountVolume.SetUp failed for volume "s" : secret "tls" not found',
    ),
    "Q-D2",
    "doomed",
    "1 of 2 pods cannot start in green: it needs Secret tls, which does not exist.",
  ],
  [
    "a slow volume",
    eventOn(pod(waiting("ContainerCreating")), "FailedAttachVolume", "Multi-Attach error"),
    "Q-D3",
    "wait",
    "1 of 2 pods cannot start in green: its volume is not attached yet.",
  ],
  [
    "a config map of ours that is gone",
    {
      configMaps: ["shop-config-v2-0a1b2c3d"],
      workloads: {
        "shop-green": workload({ configMaps: ["shop-config-v3-0a1b2c3d"], ready: 2, available: 2 }),
      },
    },
    "Q-D8",
    "wait",
    "ConfigMap shop-config-v3-0a1b2c3d, which green reads, is not in the cluster.",
  ],
];

const probes: Row[] = [
  [
    "a readiness probe that answers 503",
    unready("Readiness probe failed: HTTP probe failed with statuscode: 503"),
    "Q-G1",
    "wait",
    "1 of 2 pods is not ready in green: GET /ready on port 8080 answers 503.",
  ],
  [
    "a port that is closed",
    unready(
      'Readiness probe failed: Get "http://10.0.0.7:8080/ready": dial tcp 10.0.0.7:8080: connect: connection refused',
    ),
    "Q-G2",
    "wait",
    "1 of 2 pods is not ready in green: GET /ready on port 8080 is refused: nothing listens there.",
  ],
  [
    "a probe that times out",
    unready('Readiness probe failed: Get "http://10.0.0.7:8080/ready": context deadline exceeded'),
    "Q-G1",
    "wait",
    "1 of 2 pods is not ready in green: GET /ready on port 8080 does not answer in time.",
  ],
  [
    "a probe without events",
    { pods: [pod({ containers: [container({ startedAt: ago(100) })] })] },
    "Q-G1",
    "wait",
    "1 of 2 pods is not ready in green: it runs for 100 s and GET /ready on port 8080 has not succeeded.",
  ],
  [
    "liveness that kills, again and again",
    unready("Liveness probe failed: HTTP probe failed with statuscode: 500", {
      restarts: 3,
      last: { reason: "Error", exitCode: 137 },
    }),
    "Q-G3",
    "doomed",
    "1 of 2 pods is restarted by its liveness probe in green: GET /live on port 8080 answers 500.",
  ],
  [
    "liveness that killed once",
    unready("Liveness probe failed: HTTP probe failed with statuscode: 500", {
      restarts: 1,
      last: { reason: "Error", exitCode: 143 },
    }),
    "Q-G3",
    "wait",
    "1 of 2 pods is restarted by its liveness probe in green: GET /live on port 8080 answers 500.",
  ],
  [
    "a start within its budget",
    unready("Startup probe failed: HTTP probe failed with statuscode: 503"),
    "Q-G4",
    "wait",
    "1 of 2 pods still starts in green: GET /started on port 8080 answers 503.",
  ],
  [
    "a start that took too long",
    unready("Startup probe failed: HTTP probe failed with statuscode: 503", {
      restarts: 1,
      last: { reason: "Error", exitCode: 137 },
    }),
    "Q-G4",
    "doomed",
    "1 of 2 pods starts too slowly in green: GET /started on port 8080 answers 503.",
  ],
  [
    "an outside gate",
    { pods: [pod({ containers: [container({ ready: true, startedAt: ago(90) })] })] },
    "Q-G5",
    "user",
    "1 of 2 pods is not ready in green: its containers are ready, an outside readiness gate is not set.",
  ],
  [
    "a sidecar",
    {
      pods: [
        pod({ images: ["a", "b"], containers: [container({ ready: true }), container({ name: "proxy" })] }),
      ],
    },
    "Q-G7",
    "user",
    "1 of 2 pods is not ready in green: sidecar proxy is not ready.",
  ],
  [
    "minReadySeconds",
    { workloads: { "shop-green": workload({ ready: 2, available: 1 }) } },
    "Q-G6",
    "wait",
    "1 of 2 pods is ready and must stay so a moment in green.",
  ],
];

const pool = {
  pool: "b",
  nodes: [
    {
      name: "dev-1-b-1",
      schedulable: true,
      freeCpu: 0.25,
      freeMemory: 1024 ** 3,
      allocatableCpu: 16,
      allocatableMemory: 64 * 1024 ** 3,
    },
    {
      name: "dev-1-b-2",
      schedulable: true,
      freeCpu: 0.1,
      freeMemory: 1024 ** 3,
      allocatableCpu: 16,
      allocatableMemory: 64 * 1024 ** 3,
    },
  ],
};

function unscheduled(text: string, more: Partial<TargetSeen> = {}): Partial<TargetSeen> {
  const { node: _, ...own } = pod({ phase: "Pending", containers: [], unschedulable: text });
  return { pods: [own], ...more };
}

const scheduling: Row[] = [
  [
    "no room",
    unscheduled(
      "0/4 nodes are available: 1 node(s) had untolerated taint {switchyard.internal/node-pool: c}, 1 node(s) didn't match Pod's node affinity/selector, 2 Insufficient cpu. preemption: 0/4 nodes are available: 2 No preemption victims found for incoming pod.",
    ),
    "Q-C1",
    "capacity",
    "1 of 2 pods waits for a node in green: not enough cpu on 2 of 4 nodes; a pod asks 500m.",
  ],
  [
    "no room, with the pool known",
    unscheduled(
      "0/4 nodes are available: 2 Insufficient cpu, 2 node(s) didn't match Pod's node affinity/selector.",
      { nodeRoom: pool },
    ),
    "Q-C1",
    "capacity",
    "1 of 2 pods waits for a node in green: not enough cpu on 2 of 2 nodes in pool b; a pod asks 500m, the largest free is 0.25.",
  ],
  [
    "a taint on every node",
    unscheduled("0/2 nodes are available: 2 node(s) had untolerated taint {dedicated: batch}."),
    "Q-C2",
    "doomed",
    "1 of 2 pods waits for a node in green: 2 of 2 nodes are tainted dedicated=batch, the others do not match.",
  ],
  [
    "nodes in trouble",
    unscheduled("0/2 nodes are available: 2 node(s) had untolerated taint {node.kubernetes.io/not-ready: }."),
    "Q-C2",
    "capacity",
    "1 of 2 pods waits for a node in green: 2 of 2 nodes are tainted node.kubernetes.io/not-ready, the others do not match.",
  ],
  [
    "a pool that does not exist",
    unscheduled("0/4 nodes are available: 4 node(s) didn't match Pod's node affinity/selector."),
    "Q-C3",
    "doomed",
    "1 of 2 pods waits for a node in green: no node matches its node selector (4 of 4 excluded).",
  ],
  [
    "a spread rule",
    unscheduled("0/4 nodes are available: 4 node(s) didn't match pod topology spread constraints."),
    "Q-C4",
    "user",
    "1 of 2 pods waits for a node in green: a spread rule excludes 4 of 4 nodes; it may count pods of the other color.",
  ],
  [
    "a volume",
    unscheduled("0/4 nodes are available: 4 node(s) had volume node affinity conflict."),
    "Q-C5",
    "doomed",
    "1 of 2 pods waits for a node in green: its volume cannot follow (node(s) had volume node affinity conflict).",
  ],
  [
    "a host port",
    unscheduled("0/4 nodes are available: 4 node(s) didn't have free ports for the requested pod ports."),
    "Q-C6",
    "doomed",
    "1 of 2 pods waits for a node in green: its host port is already used, probably by the other color.",
  ],
  [
    "full nodes",
    unscheduled("0/4 nodes are available: 4 Too many pods."),
    "Q-C7",
    "capacity",
    "1 of 2 pods waits for a node in green: 4 of 4 nodes are at their pod limit.",
  ],
  [
    "a gate",
    unscheduled("Scheduling is blocked due to non-empty scheduling gates"),
    "Q-C8",
    "wait",
    "1 of 2 pods waits for a node in green: it is held back by a scheduling gate.",
  ],
  [
    "cordoned nodes",
    unscheduled(
      "0/4 nodes are available: 2 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector.",
    ),
    "Q-C11",
    "capacity",
    "1 of 2 pods waits for a node in green: 2 of 4 nodes are cordoned.",
  ],
];

const quotaText =
  'pods "shop-green-5d9f-x" is forbidden: exceeded quota: team, requested: requests.memory=512Mi, used: requests.memory=3840Mi, limited: requests.memory=4Gi';

const creation: Row[] = [
  [
    "a full quota",
    refused(quotaText),
    "Q-B1",
    "capacity",
    "Quota team stops new pods in green: a pod needs 512Mi requests.memory, 256Mi free, short by 256Mi.",
  ],
  [
    "a quota of pods",
    refused("exceeded quota: q, requested: pods=1, used: pods=10, limited: pods=10"),
    "Q-B1",
    "capacity",
    "Quota q stops new pods in green: a pod needs 1 pods, 0 free, short by 1.",
  ],
  [
    "missing limits",
    refused("failed quota: team: must specify limits.cpu"),
    "Q-B2",
    "doomed",
    "Quota team wants limits.cpu on every container in green.",
  ],
  [
    "a missing account",
    refused('error looking up service account shop-dev/shop: serviceaccount "shop" not found'),
    "Q-B3",
    "doomed",
    "Pods in green need ServiceAccount shop, which does not exist.",
  ],
  [
    "a limit range",
    refused("maximum cpu usage per Container is 2, but limit is 4"),
    "Q-B4",
    "doomed",
    "Resources of green are outside the namespace's LimitRange: maximum cpu usage per Container is 2, but limit is 4.",
  ],
  [
    "a policy",
    refused('admission webhook "policy.demo" denied the request: no latest tags'),
    "Q-A3",
    "doomed",
    "Policy policy.demo refuses pods of green: no latest tags.",
  ],
  [
    "a webhook that is away",
    refused('failed calling webhook "mesh.demo": connection refused'),
    "Q-A4",
    "env",
    "Webhook mesh.demo does not answer: nothing can be created in this namespace.",
  ],
  [
    "pod security",
    refused('violates PodSecurity "restricted:latest": runAsNonRoot != true'),
    "Q-A5",
    "doomed",
    "Pod security level restricted:latest refuses pods of green: runAsNonRoot != true.",
  ],
  [
    "a right that is missing",
    refused('User "system:serviceaccount:kube-system:replicaset-controller" cannot create resource "pods"'),
    "Q-A2",
    "user",
    "system:serviceaccount:kube-system:replicaset-controller may not create pods for green.",
  ],
  [
    "anything else",
    refused("the moon is full"),
    "Q-B6",
    "wait",
    "Pods of green cannot be created: the moon is full.",
  ],
];

const around: Row[] = [
  [
    "a controller that sleeps",
    { workloads: { "shop-green": workload({ generation: 4, ready: 2, available: 2 }) } },
    "Q-A1",
    "env",
    "Kubernetes has not looked at the change of shop-green for 2 min.",
  ],
  [
    "a pause",
    { workloads: { "shop-green": workload({ paused: true, ready: 2, available: 2 }) } },
    "Q-H14",
    "user",
    "shop-green was paused in the cluster; nothing moves until it is resumed.",
  ],
  [
    "a deadline",
    {
      workloads: {
        "shop-green": workload({
          ready: 2,
          available: 2,
          conditions: [
            {
              type: "Progressing",
              status: "False",
              reason: "ProgressDeadlineExceeded",
              message: "",
              since: ago(9),
            },
          ],
        }),
      },
    },
    "Q-H12",
    "warn",
    "Kubernetes saw no progress of shop-green within its deadline.",
  ],
  [
    "a scale-up",
    {
      workloads: {
        "shop-green": workload({
          ready: 1,
          available: 1,
          conditions: [
            {
              type: "Progressing",
              status: "True",
              reason: "NewReplicaSetAvailable",
              message: "",
              since: ago(9),
            },
          ],
        }),
      },
    },
    "Q-H13",
    "wait",
    "1 of 2 pods is not ready yet in green: a scale-up runs.",
  ],
  [
    "old pods",
    { workloads: { "shop-green": workload({ replicas: 3, ready: 2, available: 2 }) } },
    "Q-H16",
    "wait",
    "1 pod of an older template is still there in green.",
  ],
  [
    "a lost node",
    eventOn(pod(), "NodeNotReady", "Node is not ready"),
    "Q-H1",
    "env",
    "1 of 2 pods is on a lost node in green: dev-1-b-1 does not answer; pods are replaced within 5 min of the loss.",
  ],
  [
    "a pod that does not end",
    { pods: [pod({ deletingSince: ago(200) })], workloads: {} },
    "Q-H2",
    "env",
    "1 of 1 pod does not end in green: stuck on dev-1-b-1.",
  ],
  [
    "nobody behind the Service",
    {
      active: kubeService({
        selector: { "switchyard.internal/service": "shop", "switchyard.internal/color": "green" },
      }),
      workloads: {},
    },
    "Q-H9",
    "page",
    "No pod answers shop: 0 of 2 pods in green are ready behind its Service.",
  ],
  [
    "a port that no pod has",
    {
      preview: kubeService(),
      previewEndpoints: [
        { podUid: "a", podName: "a", ready: true, serving: true, terminating: false, portNames: ["web"] },
      ],
      workloads: {},
    },
    "Q-H10",
    "doomed",
    "Pods in green have no port called http, which shop sends to.",
  ],
];

const autoscalers: Row[] = (
  [
    [
      "ScalingActive",
      "False",
      "FailedGetResourceMetric",
      "no metrics",
      "Q-H3",
      "warn",
      "The autoscaler of green sees no load: no metrics. Its bounds 2 to 4 still hold.",
    ],
    [
      "ScalingActive",
      "False",
      "ScalingDisabled",
      "",
      "Q-H4",
      "info",
      "The autoscaler of green sleeps: its workload is at 0.",
    ],
    [
      "ScalingActive",
      "False",
      "AmbiguousSelector",
      "pods by selector are controlled by multiple HPAs",
      "Q-H5",
      "doomed",
      "Two autoscalers see the same pods of green, so both are stopped: pods by selector are controlled by multiple HPAs.",
    ],
    [
      "AbleToScale",
      "False",
      "FailedGetScale",
      "not found",
      "Q-H6",
      "user",
      "The autoscaler of green cannot scale it: not found.",
    ],
    [
      "ScalingLimited",
      "True",
      "TooManyReplicas",
      "",
      "Q-H7",
      "warn",
      "The autoscaler of green is at its maximum of 4 and wants more.",
    ],
    [
      "ScalingLimited",
      "True",
      "TooFewReplicas",
      "",
      "Q-H8",
      "info",
      "The autoscaler of green keeps its minimum of 2.",
    ],
  ] as const
).map(([type, status, reason, message, rule, verdict, sentence]) => [
  `autoscaler ${reason}`,
  { hpas: { "shop-green": hpa([{ type, status, reason, message }]) }, workloads: {} },
  rule,
  verdict,
  sentence,
]);

describe("a cause becomes one sentence", () => {
  test.each([
    ...images,
    ...starts,
    ...configs,
    ...probes,
    ...scheduling,
    ...creation,
    ...around,
    ...autoscalers,
  ])("%s", (_what, target, rule, verdict, sentence) => {
    const [top] = diagnose(input(target));
    expect({ rule: top?.rule, class: top?.class, sentence: top?.sentence }).toEqual({
      rule,
      class: verdict,
      sentence,
    });
    expect(top?.nextStep).not.toBe("");
  });
});

test("nothing is found where nothing is wrong", () => {
  const pods = [pod({ ready: true, readySince: ago(50) }), pod({ ready: true, readySince: ago(50) })];
  expect(
    diagnose(input({ pods, workloads: { "shop-green": workload({ ready: 2, available: 2 }) } })),
  ).toEqual([]);
});

test("pods that merely start are no finding", () => {
  const pods = [
    pod({ ...waiting("ContainerCreating"), createdAt: ago(5) }),
    pod({ createdAt: ago(8), containers: [container({ startedAt: ago(4) })] }),
  ];
  expect(diagnose(input({ pods }))).toEqual([]);
});

test("equal causes of several pods are one finding that counts them", () => {
  const pods = [pod(crashed(1)), pod(crashed(1))];
  const findings = diagnose(input({ pods }));
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    count: 2,
    of: 2,
    sentence: "2 of 2 pods crash at start in green: exit 1 after 4 s.",
    since: ago(20),
  });
});

test("the last log line is evidence", () => {
  const own = pod(crashed(1));
  const [top] = diagnose(input({ pods: [own] }, { lastLogLines: { [own.name]: "FATAL DB_URL is not set" } }));
  expect(top?.evidence).toContain("Last log line: FATAL DB_URL is not set");
});

test("the container's last words are evidence, its last line of them", () => {
  const last = { reason: "Error", exitCode: 1, message: "starting\nFATAL no rules\n" };
  expect(diagnose(input({ pods: [pod(crashed(1, { last }))] }))[0]?.evidence).toEqual([
    "Last log line: FATAL no rules",
  ]);
});

test("of a structured log line the message is told", () => {
  const own = pod(crashed(1));
  const line = '{"time":"2026-03-02","level":"error","msg":"missing config \\"A\\""}';
  expect(diagnose(input({ pods: [own] }, { lastLogLines: { [own.name]: line } }))[0]?.evidence).toEqual([
    'Last log line: missing config "A"',
  ]);
});

test("a container that ended just now tells how long it ran", () => {
  const ended = {
    state: "terminated",
    reason: "Error",
    exitCode: 2,
    restarts: 1,
    startedAt: ago(9),
    finishedAt: ago(2),
  } as const;
  expect(diagnose(input({ pods: [pod({ containers: [container(ended)] })] }))[0]?.sentence).toBe(
    "1 of 2 pods crashes at start in green: exit 2 after 7 s.",
  );
});

test("the cause that ends the release is told before the one that passes", () => {
  const pods = [
    pod({ containers: [container({ startedAt: ago(100) })] }),
    pod({ containers: [container({ startedAt: ago(100) })] }),
    pod(crashed(1)),
  ];
  expect(diagnose(input({ pods }, { wanted: 3 })).map((finding) => finding.rule)).toEqual(["Q-F3", "Q-G1"]);
});

test("the cause is told before its effect on traffic", () => {
  const active = kubeService({
    selector: { "switchyard.internal/service": "shop", "switchyard.internal/color": "green" },
  });
  expect(diagnose(input({ active, pods: [pod(crashed(1))] })).map((finding) => finding.rule)).toEqual([
    "Q-F3",
    "Q-H9",
  ]);
});

test("pods of the older template and of the other color explain nothing", () => {
  const pods = [
    pod({ templateHash: "old", ...crashed(1) }),
    pod({ color: "blue", ...crashed(1) }),
    pod({ ready: true }),
  ];
  expect(
    diagnose(input({ pods, workloads: { "shop-green": workload({ ready: 2, available: 2 }) } })),
  ).toEqual([]);
});

test("events from before the state began are history", () => {
  const own = pod();
  const old = event({
    message: "Readiness probe failed: HTTP probe failed with statuscode: 503",
    lastAt: ago(900),
    object: { kind: "Pod", name: own.name },
  });
  expect(diagnose(input({ pods: [own], events: [old] }))).toEqual([]);
});

test("a service without colors is called by its name", () => {
  const target = { pods: [pod(crashed(1))], workloads: { shop: workload({ name: "shop" }) } };
  expect(diagnose(input(target, { workload: "shop", color: null }))[0]?.sentence).toBe(
    "1 of 2 pods crashes at start in shop: exit 1 after 4 s.",
  );
});
