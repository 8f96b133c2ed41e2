import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { Json } from "@/sandbox/api/json";
import { kindOfResource } from "@/sandbox/api/kinds/kind-registry";
import { createObject } from "@/sandbox/api/operations/create-object";
import { systemUser } from "@/sandbox/api/user";

const group = "rbac.authorization.k8s.io";

/** `get,list pods,services apps` style rows, to keep the roles readable. */
function rule(verbs: string, apiGroup: string, resources: string) {
  return { verbs: verbs.split(","), apiGroups: [apiGroup], resources: resources.split(",") };
}

const read = "get,list,watch";

/** What a deploying program needs, and nothing more: no Secret reads, no exec. */
const workerRules = [
  rule(
    read,
    "",
    "namespaces,nodes,pods,events,services,endpoints,configmaps,serviceaccounts,resourcequotas,limitranges",
  ),
  rule(read, "apps", "deployments,replicasets"),
  rule(read, "discovery.k8s.io", "endpointslices"),
  rule(read, "autoscaling", "horizontalpodautoscalers"),
  rule(read, "policy", "poddisruptionbudgets"),
  rule(read, "networking.k8s.io", "ingresses,ingressclasses,networkpolicies"),
  rule(read, "batch", "cronjobs,jobs"),
  rule("get,list", "metrics.k8s.io", "pods,nodes"),
  rule("get", "", "pods/log,services/proxy"),
  rule("create", "", "pods/eviction"),
  rule("create,patch,update", "", "services,serviceaccounts"),
  rule("create,delete", "", "configmaps"),
  rule("create", "", "namespaces"),
  rule("create,patch,update,delete", "apps", "deployments"),
  rule("get,patch,update", "apps", "deployments/scale"),
  rule("patch", "apps", "replicasets"),
  rule("create,patch,update,delete", "autoscaling", "horizontalpodautoscalers"),
  rule("create,patch,update,delete", "policy", "poddisruptionbudgets"),
  rule("create,patch,update,delete", "networking.k8s.io", "ingresses,networkpolicies"),
  rule("create,patch,update,delete", "batch", "cronjobs"),
  rule("create", "batch", "jobs"),
];

const viewRules = [
  ...workerRules.slice(0, 8),
  rule("get", "", "pods/log"),
  rule(read, "coordination.k8s.io", "leases"),
  rule(read, "apps", "deployments/scale,deployments/status"),
];

const roles: Readonly<Record<string, Json[]>> = {
  "cluster-admin": [
    { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
    { verbs: ["*"], nonResourceURLs: ["*"] },
  ],
  "sandbox:worker": workerRules,
  view: viewRules,
};

const bindings: readonly { name: string; role: string; subject: { kind: "User" | "Group"; name: string } }[] =
  [
    { name: "cluster-admin", role: "cluster-admin", subject: { kind: "Group", name: "system:masters" } },
    { name: "sandbox:worker", role: "sandbox:worker", subject: { kind: "User", name: "worker" } },
    { name: "sandbox:viewer", role: "view", subject: { kind: "User", name: "viewer" } },
  ];

/** Creates the roles of the users `worker` and `viewer`, where they are missing. */
export function seedAccess(api: ClusterApi): void {
  const context = {
    user: systemUser("apiserver"),
    fieldManager: "kube-apiserver",
    dryRun: false,
    warnings: [],
  };
  const ensure = (resource: string, name: string, body: Json) => {
    if (api.store.get(resource, undefined, name)) return;
    const target = { kind: kindOfResource(resource), namespace: undefined, name };
    createObject(api, { target, context }, { metadata: { name }, ...body });
  };
  for (const [name, rules] of Object.entries(roles)) ensure(`clusterroles.${group}`, name, { rules });
  for (const { name, role, subject } of bindings) {
    const roleRef = { apiGroup: group, kind: "ClusterRole", name: role };
    ensure(`clusterrolebindings.${group}`, name, { roleRef, subjects: [{ apiGroup: group, ...subject }] });
  }
}
