import { expect, test } from "vitest";
import { appliedBody } from "./applied-body";

const metadata = { name: "shop-blue" };

test("an applied workload never carries its size", () => {
  const body = appliedBody({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: { replicas: 3, paused: false },
  });
  expect(body["spec"]).toEqual({ paused: false });
});

test("an applied Service never carries its selector", () => {
  const body = appliedBody({
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: { selector: { a: "b" }, ports: [] },
  });
  expect(body["spec"]).toEqual({ ports: [] });
});

test("identity goes into the metadata; status and managed fields do not", () => {
  const body = appliedBody(
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { ...metadata, managedFields: [] },
      spec: {},
      status: { replicas: 1 },
    },
    { uid: "u", resourceVersion: "7" },
  );
  expect(body.metadata).toEqual({ name: "shop-blue", uid: "u", resourceVersion: "7" });
  expect(body).not.toHaveProperty("status");
});

test("an autoscaler keeps its bounds", () => {
  const spec = { minReplicas: 2, maxReplicas: 4 };
  expect(
    appliedBody({ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", metadata, spec })["spec"],
  ).toEqual(spec);
});
