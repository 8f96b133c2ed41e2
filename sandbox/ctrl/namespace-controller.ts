import type { Resource } from "@/sandbox/kernel/cluster-client";
import type { Namespace } from "@/sandbox/kernel/cluster-kinds";
import { withCondition } from "@/sandbox/kernel/conditions";
import { type Controller, type ControllerContext, fromKey } from "./controller";
import { createWatchingController } from "./watching-controller";

/** In the order of deletion: what makes pods goes first. */
const CONTENT: readonly Resource[] = [
  "cronjobs.batch",
  "jobs.batch",
  "deployments.apps",
  "replicasets.apps",
  "horizontalpodautoscalers.autoscaling",
  "poddisruptionbudgets.policy",
  "services",
  "endpoints",
  "endpointslices.discovery.k8s.io",
  "ingresses.networking.k8s.io",
  "networkpolicies.networking.k8s.io",
  "configmaps",
  "secrets",
  "serviceaccounts",
  "resourcequotas",
  "limitranges",
  "leases.coordination.k8s.io",
  "rolebindings.rbac.authorization.k8s.io",
  "roles.rbac.authorization.k8s.io",
  "pods",
  "events",
];

function welcome(context: ControllerContext, namespace: string, certificateAuthority: string): void {
  const { client } = context;
  if (client.get("serviceaccounts", namespace, "default") === undefined) {
    client.create("serviceaccounts", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace },
    });
  }
  if (client.get("configmaps", namespace, "kube-root-ca.crt") === undefined) {
    const data = { "ca.crt": certificateAuthority };
    client.create("configmaps", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "kube-root-ca.crt", namespace },
      data,
    });
  }
}

/** Deletes what a namespace holds; gives how many objects are still there. */
function empty(context: ControllerContext, namespace: string): number {
  const { client } = context;
  let left = 0;
  for (const resource of CONTENT) {
    for (const { metadata } of client.list(resource, namespace)) {
      if (metadata.deletionTimestamp === undefined)
        client.delete(resource, { namespace, name: metadata.name, uid: metadata.uid });
      if (client.get(resource, namespace, metadata.name) !== undefined) left += 1;
    }
  }
  return left;
}

function noteRemaining(context: ControllerContext, namespace: Namespace, left: number): void {
  const condition = {
    type: "NamespaceContentRemaining",
    status: left > 0 ? ("True" as const) : ("False" as const),
    reason: left > 0 ? "SomeResourcesRemain" : "ContentRemoved",
    message:
      left > 0
        ? `Some resources are remaining: pods. has ${left} resource instances`
        : "All content successfully removed",
  };
  const conditions = withCondition(namespace.status?.conditions, condition, context.clock.now());
  context.client.updateStatus("namespaces", {
    ...namespace,
    status: { ...namespace.status, phase: "Terminating", conditions },
  });
}

/** Gives every namespace its default ServiceAccount and root certificate, and empties those that are being deleted. */
export function createNamespaceController(
  context: ControllerContext,
  certificateAuthority: string,
): Controller {
  return createWatchingController(context, {
    resource: "namespaces",
    related: {
      pods: ({ type, object }) => (type === "DELETED" ? [`/${object.metadata.namespace ?? ""}`] : []),
      serviceaccounts: ({ type, object }) =>
        type === "DELETED" && object.metadata.name === "default"
          ? [`/${object.metadata.namespace ?? ""}`]
          : [],
    },
    reconcile(key, queue) {
      const { name } = fromKey(key);
      const namespace = context.client.get("namespaces", undefined, name) as Namespace | undefined;
      if (namespace === undefined) return;
      if (namespace.metadata.deletionTimestamp === undefined) {
        welcome(context, name, certificateAuthority);
        return;
      }
      const left = empty(context, name);
      if (left > 0) {
        noteRemaining(context, namespace, left);
        queue.addAfter(key, 500);
      } else {
        context.client.patch("namespaces", { name, subresource: "finalize" }, { spec: { finalizers: [] } });
      }
    },
  });
}
