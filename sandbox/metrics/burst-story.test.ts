import { expect, it } from "vitest";
import { createCluster } from "@/sandbox/cluster";
import { createVirtualClock } from "@/sandbox/kernel/virtual-clock";
import type { Deployment } from "@/sandbox/kernel/workload-kinds";
import { readOrganization } from "@/sandbox/sim/organization";
import { deployment } from "@/sandbox/testing/test-cluster";
import { evaluateAt } from "./promql/evaluate";
import { parsePromql } from "./promql/parse-promql";
import { allSeries } from "./series";
import { collectMetrics } from "./start-metrics";

const organization = readOrganization("database/demo-org.yaml");
const SERVICE = "promotion-campaign-web";
const NAMESPACE = "promotion-prod";
const image = "registry.demo.internal/promotion/promotion-campaign-web:1.28.1-b256-147957c";

/** Campaign web as production runs it: 4 pods of the green color, 4 to 24 by its autoscaler. */
async function started(startHour: number, floor: number) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 1, startHour, 0, 3));
  const cluster = createCluster({ name: "prod-1", clock, organization });
  const { store } = collectMetrics({
    ...{ cluster: "prod-1", clock, organization, load: cluster.load },
    client: cluster.clientOf("metrics-server"),
  });
  cluster.start();
  const client = cluster.clientOf("tester");
  const labels = { "switchyard.internal/service": SERVICE, "switchyard.internal/color": "green" };
  const name = `${SERVICE}-green`;
  const place = { namespace: NAMESPACE };
  client.create("namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
  await clock.advance(200);
  const wished = deployment({
    ...{ name, image, labels, replicas: floor },
    container: { resources: { requests: { cpu: "500m", memory: "512Mi" }, limits: { memory: "512Mi" } } },
  }) as Deployment;
  client.create("deployments.apps", { ...wished, metadata: { ...wished.metadata, ...place } });
  client.create("services", {
    ...{ apiVersion: "v1", kind: "Service", metadata: { name: SERVICE, ...place } },
    spec: { selector: labels, ports: [{ port: 80 }] },
  });
  client.create("horizontalpodautoscalers.autoscaling", {
    ...{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata: { name, ...place } },
    spec: {
      ...{ minReplicas: floor, maxReplicas: 24 },
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } },
        },
      ],
    },
  });
  await clock.advance(90_000);
  const ask = (query: string): number => {
    const value = evaluateAt(() => allSeries(store), parsePromql(query), clock.now());
    return typeof value === "number" ? value : value.reduce((sum, element) => sum + element.value, 0);
  };
  const size = () => (client.get("deployments.apps", NAMESPACE, name) as Deployment).spec.replicas;
  return { cluster, clock, ask, size };
}

const hours = [4, 12, 20].map((hour) => ({ hour }));
const errors = `increase(http_requests_total{service="${SERVICE}",code=~"5.."}[10m])`;

it.each(hours)(
  "ten times the traffic at $hour:00 without pre-scale: errors until the autoscaler has caught up",
  async ({ hour }) => {
    const { cluster, clock, ask, size } = await started(hour, 4);
    expect(size()).toBe(4);
    cluster.load.burst(SERVICE, { factor: 10, holdMs: 180_000 });
    await clock.advance(150_000);
    expect(size()).toBeGreaterThan(8);
    expect(ask(errors)).toBeGreaterThan(0);
    expect(ask(`rate(http_requests_total{service="${SERVICE}",code=~"5.."}[30s])`)).toBe(0);
    cluster.stop();
  },
);

it.each(hours)(
  "ten times the traffic at $hour:00 on 24 pods that are there before: no error",
  async ({ hour }) => {
    const { cluster, clock, ask, size } = await started(hour, 24);
    cluster.load.burst(SERVICE, { factor: 10, holdMs: 180_000 });
    await clock.advance(240_000);
    expect(size()).toBe(24);
    expect(ask(errors)).toBe(0);
    expect(ask(`increase(http_requests_total{service="${SERVICE}",code="200"}[3m])`)).toBeGreaterThan(1000);
    cluster.stop();
  },
);
