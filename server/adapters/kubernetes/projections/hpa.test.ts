import { expect, test } from "vitest";
import type { RawHpa } from "@/server/adapters/kubernetes/raw-objects";
import { hpaSeen } from "./hpa";

const at = "2026-11-23T08:12:00Z";
const raw: RawHpa = {
  metadata: {
    name: "shop-blue",
    uid: "1",
    resourceVersion: "7",
    managedFields: [
      {
        manager: "switchyard-scale",
        operation: "Apply",
        fieldsV1: { "f:spec": { "f:minReplicas": {}, "f:metrics": {} } },
      },
      {
        manager: "kubectl-edit",
        operation: "Update",
        time: at,
        fieldsV1: { "f:spec": { "f:maxReplicas": {} } },
      },
      {
        manager: "kube-controller-manager",
        operation: "Update",
        subresource: "status",
        fieldsV1: { "f:status": { "f:currentReplicas": {} } },
      },
    ],
  },
  spec: {
    scaleTargetRef: { kind: "Deployment", name: "shop-blue" },
    minReplicas: 2,
    maxReplicas: 9,
    metrics: [
      { resource: { name: "cpu", target: { averageUtilization: 60 } } },
      { resource: { name: "memory", target: {} } },
    ],
    behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
  },
  status: { currentMetrics: [{ resource: { name: "cpu", current: { averageUtilization: 61 } } }] },
};

test("an autoscaler tells its load against the target, its wait, and who else wrote into its spec", () => {
  expect(hpaSeen(raw)).toMatchObject({
    metrics: [{ name: "cpu", target: 60, value: 61 }],
    scaleDownSeconds: 300,
    editors: [{ field: "maxReplicas", manager: "kubectl-edit", at }],
    ours: true,
  });
});

test("what it has not read, and does not say, is null", () => {
  const { behavior: _behavior, ...spec } = raw.spec ?? {};
  expect(hpaSeen({ ...raw, spec, status: { currentMetrics: null } })).toMatchObject({
    metrics: [{ name: "cpu", target: 60, value: null }],
    scaleDownSeconds: null,
  });
});
