import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { forbidden } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";
import { applyLimitRanges } from "./limit-ranges";
import { qosClass } from "./qos-class";

/** Completes a new pod as the built-in admission of a real cluster does. */
export function admitPod(api: ClusterApi, kind: KindSpec, pod: KubeObject): void {
  const spec: Json = pod["spec"];
  pod["status"] = { phase: "Pending" };
  if (!spec) return;
  applyLimitRanges(api, pod);
  addServiceAccount(api, kind, pod);
  addTolerations(spec);
  addPriority(api, kind, pod);
  pod["status"].qosClass = qosClass(spec);
}

const tokenPath = "/var/run/secrets/kubernetes.io/serviceaccount";

function addServiceAccount(api: ClusterApi, kind: KindSpec, pod: KubeObject): void {
  const spec: Json = pod["spec"];
  spec.serviceAccountName ||= "default";
  spec.serviceAccount = spec.serviceAccountName;
  const { namespace = "" } = pod.metadata;
  const account = api.store.get("serviceaccounts", namespace, spec.serviceAccountName);
  // `default` arrives a moment after its namespace; waiting for it would only make manifests order-dependent.
  if (!account && spec.serviceAccountName !== "default") {
    const name = spec.serviceAccountName;
    throw forbidden(
      { kind, name: pod.metadata.name },
      `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`,
    );
  }
  if ((spec.automountServiceAccountToken ?? account?.["automountServiceAccountToken"] ?? true) === false)
    return;
  mountToken(spec, `kube-api-access-${api.ids.suffix(5)}`);
}

function mountToken(spec: Json, volume: string): void {
  const containers: Json[] = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const open = containers.filter(
    (container) => !(container.volumeMounts ?? []).some((mount: Json) => mount.mountPath === tokenPath),
  );
  if (open.length === 0) return;
  for (const container of open) {
    container.volumeMounts = [
      ...(container.volumeMounts ?? []),
      { name: volume, readOnly: true, mountPath: tokenPath },
    ];
  }
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
    { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
    {
      downwardAPI: {
        items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
      },
    },
  ];
  spec.volumes = [...(spec.volumes ?? []), { name: volume, projected: { defaultMode: 420, sources } }];
}

function addTolerations(spec: Json): void {
  const tolerations: Json[] = spec.tolerations ?? [];
  for (const key of ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]) {
    const tolerated = tolerations.some(
      (row) => (row.key === key || !row.key) && (!row.effect || row.effect === "NoExecute"),
    );
    if (!tolerated)
      tolerations.push({ key, operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 });
  }
  spec.tolerations = tolerations;
}

function addPriority(api: ClusterApi, kind: KindSpec, pod: KubeObject): void {
  const spec: Json = pod["spec"];
  const classes = "priorityclasses.scheduling.k8s.io";
  const named = spec.priorityClassName as string | undefined;
  const found = named ? api.store.get(classes, undefined, named) : undefined;
  if (named && !found && !named.startsWith("system-")) {
    throw forbidden({ kind, name: pod.metadata.name }, `no PriorityClass with name ${named} was found`);
  }
  spec.priority = found?.["value"] ?? 0;
  spec.preemptionPolicy ??= found?.["preemptionPolicy"] ?? "PreemptLowerPriority";
}
