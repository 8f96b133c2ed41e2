import { describe, expect, test } from "vitest";
import { podSeenSchema } from "@/contracts/pod";
import type { RawPod } from "@/server/adapters/kubernetes/raw-objects";
import { podSeen } from "./pod";

const raw = (spec: RawPod["spec"]): RawPod => ({
  metadata: {
    name: "shop-1",
    namespace: "shop",
    uid: "u",
    resourceVersion: "1",
    creationTimestamp: "2026-01-01T00:00:00Z",
  },
  ...(spec ? { spec } : {}),
});

describe("what is kept of a pod's setup", () => {
  test("probes in words, resources as quantities, init containers first, and the pool", () => {
    const seen = podSeen(
      raw({
        nodeSelector: { "switchyard.internal/node-pool": "b" },
        initContainers: [{ name: "wait", image: "wait:1" }],
        containers: [
          {
            name: "app",
            image: "shop:1",
            readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
            livenessProbe: { tcpSocket: { port: "http" } },
            startupProbe: { exec: { command: ["check", "me"] } },
            resources: { requests: { cpu: 1, memory: "256Mi" }, limits: { memory: "512Mi" } },
          },
        ],
      }),
    );
    expect(podSeenSchema.parse(seen).setup).toEqual([
      { name: "wait", image: "wait:1", probes: {}, resources: {} },
      {
        name: "app",
        image: "shop:1",
        probes: {
          readiness: "GET /ready on port 8080",
          liveness: "a connection to port http",
          startup: "the command check me",
        },
        resources: { cpu: "1", memory: "256Mi", memoryLimit: "512Mi" },
      },
    ]);
    expect(seen.pool).toBe("b");
  });

  test("a pod without a spec has none", () => {
    expect(podSeen(raw(undefined))).toMatchObject({ setup: [], images: [] });
    expect(podSeen(raw(undefined))).not.toHaveProperty("pool");
  });
});
