interface Resource {
  /** `api/v1` or `apis/<group>/<version>`. */
  root: string;
  plural: string;
  namespaced: boolean;
}

/** Every kind that the product writes or reads. */
const resources: Readonly<Record<string, Resource>> = {
  Namespace: { root: "api/v1", plural: "namespaces", namespaced: false },
  Node: { root: "api/v1", plural: "nodes", namespaced: false },
  Pod: { root: "api/v1", plural: "pods", namespaced: true },
  Service: { root: "api/v1", plural: "services", namespaced: true },
  ConfigMap: { root: "api/v1", plural: "configmaps", namespaced: true },
  Event: { root: "api/v1", plural: "events", namespaced: true },
  ServiceAccount: { root: "api/v1", plural: "serviceaccounts", namespaced: true },
  ResourceQuota: { root: "api/v1", plural: "resourcequotas", namespaced: true },
  Deployment: { root: "apis/apps/v1", plural: "deployments", namespaced: true },
  ReplicaSet: { root: "apis/apps/v1", plural: "replicasets", namespaced: true },
  CronJob: { root: "apis/batch/v1", plural: "cronjobs", namespaced: true },
  HorizontalPodAutoscaler: {
    root: "apis/autoscaling/v2",
    plural: "horizontalpodautoscalers",
    namespaced: true,
  },
  PodDisruptionBudget: { root: "apis/policy/v1", plural: "poddisruptionbudgets", namespaced: true },
  Ingress: { root: "apis/networking.k8s.io/v1", plural: "ingresses", namespaced: true },
  NetworkPolicy: { root: "apis/networking.k8s.io/v1", plural: "networkpolicies", namespaced: true },
  EndpointSlice: { root: "apis/discovery.k8s.io/v1", plural: "endpointslices", namespaced: true },
};

/** Whether the adapter knows where objects of this kind live. */
export function isKnownKind(kind: string): boolean {
  return kind in resources;
}

/** Path of a collection; across all namespaces when `namespace` is null. Throws for an unknown kind: a programming error. */
export function collectionPath(kind: string, namespace: string | null): string {
  const resource = resources[kind];
  if (!resource) throw new Error(`No path is known for kind ${kind}.`);
  const scope =
    resource.namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `/${resource.root}${scope}/${resource.plural}`;
}

/** Path of one object. */
export function objectPath(kind: string, namespace: string, name: string): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
}
