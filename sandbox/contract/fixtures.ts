import type { Json } from "@/sandbox/api/json";

/** A container that every case can use. */
export const container = { name: "app", image: "registry.local/app:1.0" };

/** A Deployment body; `spec` members replace the defaults. */
export function deployment(name: string, spec: Json = {}): Json {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, labels: { app: name } },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
      ...spec,
    },
  };
}

/** A ConfigMap body. */
export function configMap(name: string, data: Record<string, string> = { a: "1" }): Json {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data };
}

/** A pod body; it asks for a scheduler that nobody runs, so that it stays where it is. */
export function pod(name: string, spec: Json = {}): Json {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, labels: { app: name } },
    spec: { containers: [container], schedulerName: "nobody", ...spec },
  };
}

/** A Service body. */
export function service(name: string, spec: Json = {}): Json {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80 }], ...spec },
  };
}

/** An autoscaler body. */
export function autoscaler(name: string, spec: Json = {}): Json {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name },
    spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name }, maxReplicas: 3, ...spec },
  };
}

const places: Readonly<Record<string, string>> = {
  ConfigMap: "api/v1/configmaps",
  Pod: "api/v1/pods",
  Service: "api/v1/services",
  Secret: "api/v1/secrets",
  ResourceQuota: "api/v1/resourcequotas",
  Deployment: "apis/apps/v1/deployments",
  HorizontalPodAutoscaler: "apis/autoscaling/v2/horizontalpodautoscalers",
  PodDisruptionBudget: "apis/policy/v1/poddisruptionbudgets",
  Job: "apis/batch/v1/jobs",
  CronJob: "apis/batch/v1/cronjobs",
  Lease: "apis/coordination.k8s.io/v1/leases",
};

/** Path of a kind's collection in a namespace, or of one object in it. */
export function pathOf(kind: string, namespace: string, name?: string): string {
  const [base = "", plural = ""] = (places[kind] ?? "").split(/\/(?=[^/]+$)/);
  return `/${base}/namespaces/${namespace}/${plural}${name ? `/${name}` : ""}`;
}
