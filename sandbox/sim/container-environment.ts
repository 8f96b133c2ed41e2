import type { ControlRoute } from "@/sandbox/http/sandbox-routes";
import type { ClusterClient } from "@/sandbox/kernel/cluster-client";
import type { KubeObject } from "@/sandbox/kernel/object";
import type { Container, EnvVar, Pod } from "@/sandbox/kernel/pod-kind";

/** A variable as the process in a container sees it. Values of Secrets are left out. */
export interface ContainerVariable {
  name: string;
  value: string | null;
}

const PATH = "/sandbox/v1/environment";
const dataOf = (object: KubeObject | undefined): Record<string, string> =>
  (object as { data?: Record<string, string> } | undefined)?.data ?? {};

function fieldOf(pod: Pod, path: string): string {
  if (path === "metadata.name") return pod.metadata.name;
  if (path === "metadata.namespace") return pod.metadata.namespace ?? "";
  return path === "spec.nodeName" ? (pod.spec.nodeName ?? "") : "";
}

/** `$(NAME)` stands for an earlier variable, `$$(NAME)` for itself, as in a kubelet. Values of ConfigMaps are taken as they are. */
function expanded(text: string, known: ReadonlyMap<string, string | null>): string {
  return text.replace(/\$\$|\$\(([^()]+)\)/gu, (all, name: string | undefined) =>
    name === undefined ? "$" : (known.get(name) ?? all),
  );
}

/** What a container's process finds in its environment: `envFrom` in order, then `env` over it. */
export function environmentOf(client: ClusterClient, pod: Pod, container: Container): ContainerVariable[] {
  const { namespace } = pod.metadata;
  const known = new Map<string, string | null>();
  const mapOf = (name: string) => dataOf(client.get("configmaps", namespace, name));
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (configMapRef)
      for (const [name, value] of Object.entries(mapOf(configMapRef.name))) known.set(name, value);
    const secret = secretRef && client.get("secrets", namespace, secretRef.name);
    for (const name of Object.keys(dataOf(secret))) known.set(name, null);
  }
  const textOf = ({ value, valueFrom: from }: EnvVar): string | null => {
    if (from?.secretKeyRef) return null;
    if (from?.fieldRef) return fieldOf(pod, from.fieldRef.fieldPath);
    if (from?.configMapKeyRef) return mapOf(from.configMapKeyRef.name)[from.configMapKeyRef.key] ?? "";
    return expanded(value ?? "", known);
  };
  for (const variable of container.env ?? []) known.set(variable.name, textOf(variable));
  return [...known].map(([name, value]) => ({ name, value }));
}

/** `GET /sandbox/v1/environment?namespace=&pod=`: the environment of each container of a pod. */
export function createEnvironmentControl(client: ClusterClient): ControlRoute {
  return async ({ method, path, query }) => {
    if (path !== PATH || method !== "GET") return undefined;
    const pod = client.get("pods", query.get("namespace") ?? "", query.get("pod") ?? "") as Pod | undefined;
    if (!pod) return { code: 404, body: { message: "there is no such pod" } };
    const containers = pod.spec.containers.map((container) => ({
      name: container.name,
      env: environmentOf(client, pod, container),
    }));
    return { code: 200, body: { containers } };
  };
}
