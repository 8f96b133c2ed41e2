import { isRecord, type Json } from "@/sandbox/api/json";

/** Defaults of a HorizontalPodAutoscaler (v2), in place. */
export function defaultAutoscaler(autoscaler: Json): void {
  const spec = autoscaler.spec;
  if (!isRecord(spec)) return;
  spec["minReplicas"] ??= 1;
  if (!spec["metrics"]?.length) {
    spec["metrics"] = [
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } },
      },
    ];
  }
  if (spec["behavior"]) defaultBehavior(spec["behavior"]);
}

function defaultBehavior(behavior: Json): void {
  const percent = { type: "Percent", value: 100, periodSeconds: 15 };
  behavior.scaleUp = {
    stabilizationWindowSeconds: 0,
    selectPolicy: "Max",
    policies: [{ type: "Pods", value: 4, periodSeconds: 15 }, percent],
    ...behavior.scaleUp,
  };
  behavior.scaleDown = { selectPolicy: "Max", policies: [percent], ...behavior.scaleDown };
}

/** Defaults of a Namespace, in place. */
export function defaultNamespace(namespace: Json): void {
  namespace.metadata.labels = {
    ...namespace.metadata.labels,
    "kubernetes.io/metadata.name": namespace.metadata.name,
  };
  // A namespace that is going away loses its finalizer for good.
  if (!namespace.metadata.deletionTimestamp)
    namespace.spec = { finalizers: ["kubernetes"], ...namespace.spec };
  namespace.status = { phase: "Active", ...namespace.status };
}

const rbacGroup = "rbac.authorization.k8s.io";
const rules: Readonly<Record<string, (object: Json) => void>> = {
  Secret: defaultSecret,
  RoleBinding: defaultBinding,
  ClusterRoleBinding: defaultBinding,
  Ingress: (ingress) => {
    ingress.status ??= { loadBalancer: {} };
  },
  NetworkPolicy: (policy) => {
    policy.spec ??= {};
    policy.spec.policyTypes ??= policy.spec.egress ? ["Ingress", "Egress"] : ["Ingress"];
  },
  ResourceQuota: (quota) => {
    quota.status ??= {};
  },
  PriorityClass: (priority) => {
    priority.preemptionPolicy ??= "PreemptLowerPriority";
  },
  EndpointSlice: (slice) => {
    for (const port of slice.ports ?? []) port.protocol ??= "TCP";
  },
};

/** Defaults of the kinds that need only a line or two, in place. */
export function defaultConfigKinds(object: Json): void {
  rules[object.kind]?.(object);
}

function defaultSecret(secret: Json): void {
  secret.type ??= "Opaque";
  if (!isRecord(secret.stringData)) return;
  const encoded = Object.entries(secret.stringData).map(([key, text]) => [
    key,
    Buffer.from(String(text)).toString("base64"),
  ]);
  secret.data = { ...secret.data, ...Object.fromEntries(encoded) };
  delete secret.stringData;
}

function defaultBinding(binding: Json): void {
  if (binding.roleRef) binding.roleRef.apiGroup ??= rbacGroup;
  for (const subject of binding.subjects ?? []) {
    if (subject.kind === "ServiceAccount") subject.apiGroup ??= "";
    else subject.apiGroup ??= rbacGroup;
    if (subject.apiGroup === "") delete subject.apiGroup;
  }
}
