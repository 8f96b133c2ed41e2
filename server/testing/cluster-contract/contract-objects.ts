import type { Manifest } from "@/contracts/manifest";
import { activeSelector, annotations, labels, type TargetRef } from "@/server/domain/rollout/target";

type Named<T> = T & { name?: string };

/** The target of the contract's objects: service `shop` in the given namespace. */
export function contractTarget(namespace: string, service = "shop"): TargetRef {
  return {
    id: "t",
    service,
    environment: "dev",
    cluster: "contract",
    namespace,
    strategy: "blueGreen",
    pool: "b",
  };
}

/** A ConfigMap as a release renders it. */
export function contractConfigMap(
  data: Readonly<Record<string, string>>,
  name = "shop-config-v1-00000000",
): Manifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name, labels: { [labels.service]: "shop" } },
    immutable: true,
    data,
  };
}

/** The active or preview Service; it carries a selector on purpose, which no apply may send. */
export function contractService(name = "shop"): Manifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name,
      labels: { [labels.service]: "shop" },
      annotations: { "switchyard.internal/catalog": "demo" },
    },
    spec: { selector: { wrong: "selector" }, ports: [{ name: "http", port: 80, targetPort: "http" }] },
  };
}

/** A workload; it carries a size on purpose, which no apply may send. */
export function contractWorkload(
  options: Named<{ image: string; bundle?: string; color?: "blue" | "green" }>,
): Manifest {
  const color = options.color ?? "green";
  const selector = activeSelector("shop", color);
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: options.name ?? `shop-${color}`,
      labels: selector,
      annotations: { [annotations.bundle]: options.bundle ?? "b-1", [annotations.deploymentId]: "d-1" },
    },
    spec: {
      replicas: 7,
      selector: { matchLabels: selector },
      template: {
        metadata: { labels: { ...selector, [labels.release]: "d-1" } },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: "app",
              image: options.image,
              ports: [{ name: "http", containerPort: 8080 }],
              readinessProbe: { httpGet: { path: "/ready", port: "http" }, periodSeconds: 1 },
              resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
            },
          ],
        },
      },
    },
  };
}

/** An autoscaler of a color. */
export function contractHpa(bounds: { min: number; max: number }, name = "shop-green"): Manifest {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, labels: { [labels.service]: "shop" } },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: bounds.min,
      maxReplicas: bounds.max,
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } },
        },
      ],
    },
  };
}
