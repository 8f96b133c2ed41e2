import type { Json } from "@/sandbox/api/json";
import type { KindSpec } from "./kind-spec";

type Extra = Partial<Omit<KindSpec, "group" | "version" | "kind" | "plural">>;

function kind(apiVersion: string, names: string, extra: Extra = {}): KindSpec {
  const [group, version] = apiVersion.includes("/")
    ? (apiVersion.split("/") as [string, string])
    : ["", apiVersion];
  const [kindName = "", plural = "", ...shortNames] = names.split(" ");
  return {
    group,
    version,
    kind: kindName,
    plural,
    singular: kindName.toLowerCase(),
    shortNames,
    categories: [],
    namespaced: true,
    model: `${version.toUpperCase()}${kindName}`,
    status: false,
    scale: false,
    hasGeneration: false,
    returnsDeleted: false,
    orphansByDefault: false,
    requiresResourceVersion: false,
    selectable: {},
    ...extra,
  };
}

/** Selector functions of dotted paths; absent values read as the empty string. */
function paths(...dotted: string[]): KindSpec["selectable"] {
  const read = (path: string[]) => (object: Json) =>
    String(path.reduce((value: Json, key) => value?.[key], object) ?? "");
  return Object.fromEntries(dotted.map((path) => [path, read(path.split("."))]));
}

const eventPaths = [
  ...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map(
    (field) => `involvedObject.${field}`,
  ),
  "reason",
  "reportingComponent",
  "type",
];
const cluster = { namespaced: false } as const;
const all = { categories: ["all"] } as const;

/** Every kind the sandbox serves, in the order of discovery. */
export const kindSpecs: readonly KindSpec[] = [
  kind("v1", "Namespace namespaces ns", { ...cluster, status: true, selectable: paths("status.phase") }),
  kind("v1", "Node nodes no", {
    ...cluster,
    status: true,
    selectable: { "spec.unschedulable": (node) => String(node.spec?.unschedulable ?? false) },
  }),
  kind("v1", "Pod pods po", {
    ...all,
    status: true,
    hasGeneration: true,
    returnsDeleted: true,
    selectable: {
      ...paths("spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName"),
      ...paths("status.phase", "status.podIP", "status.nominatedNodeName"),
      "spec.hostNetwork": (pod) => String(pod.spec?.hostNetwork ?? false),
    },
  }),
  kind("v1", "Service services svc", { ...all, status: true, returnsDeleted: true }),
  kind("v1", "ConfigMap configmaps cm"),
  kind("v1", "Secret secrets", { selectable: paths("type") }),
  kind("v1", "Event events ev", {
    model: "CoreV1Event",
    selectable: {
      ...paths(...eventPaths),
      source: (event) => String(event.source?.component ?? event.reportingComponent ?? ""),
    },
  }),
  kind("v1", "ServiceAccount serviceaccounts sa", { returnsDeleted: true }),
  kind("v1", "Endpoints endpoints ep", { singular: "endpoints" }),
  kind("v1", "ResourceQuota resourcequotas quota", { status: true, returnsDeleted: true }),
  kind("v1", "LimitRange limitranges limits"),
  kind("apps/v1", "Deployment deployments deploy", {
    ...all,
    status: true,
    scale: true,
    hasGeneration: true,
  }),
  kind("apps/v1", "ReplicaSet replicasets rs", {
    ...all,
    status: true,
    scale: true,
    hasGeneration: true,
    selectable: { "status.replicas": (set) => String(set.status?.replicas ?? 0) },
  }),
  kind("autoscaling/v2", "HorizontalPodAutoscaler horizontalpodautoscalers hpa", { ...all, status: true }),
  kind("batch/v1", "Job jobs", {
    ...all,
    status: true,
    hasGeneration: true,
    orphansByDefault: true,
    selectable: { "status.successful": (job) => String(job.status?.succeeded ?? 0) },
  }),
  kind("batch/v1", "CronJob cronjobs cj", { ...all, status: true, hasGeneration: true }),
  kind("policy/v1", "PodDisruptionBudget poddisruptionbudgets pdb", {
    status: true,
    hasGeneration: true,
    requiresResourceVersion: true,
  }),
  kind("networking.k8s.io/v1", "Ingress ingresses ing", { status: true, hasGeneration: true }),
  kind("networking.k8s.io/v1", "IngressClass ingressclasses", { ...cluster, hasGeneration: true }),
  kind("networking.k8s.io/v1", "NetworkPolicy networkpolicies netpol", { hasGeneration: true }),
  kind("discovery.k8s.io/v1", "EndpointSlice endpointslices", { hasGeneration: true }),
  kind("coordination.k8s.io/v1", "Lease leases", { requiresResourceVersion: true }),
  kind("rbac.authorization.k8s.io/v1", "Role roles"),
  kind("rbac.authorization.k8s.io/v1", "RoleBinding rolebindings"),
  kind("rbac.authorization.k8s.io/v1", "ClusterRole clusterroles", cluster),
  kind("rbac.authorization.k8s.io/v1", "ClusterRoleBinding clusterrolebindings", cluster),
  kind("scheduling.k8s.io/v1", "PriorityClass priorityclasses pc", { ...cluster, hasGeneration: true }),
];
