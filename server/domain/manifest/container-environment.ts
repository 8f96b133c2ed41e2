import type { Manifest } from "@/contracts/manifest";

type Node = Record<string, unknown>;

/** A variable of a container: where it comes from, and its value unless only the cluster knows it. */
export interface ContainerVariable {
  name: string;
  value: string | null;
  from: "config" | "template" | "secret" | "pod";
  /** Name and key of a Secret, or the field of the pod. */
  detail: string | null;
}

const nodeOf = (value: unknown): Node => (typeof value === "object" && value !== null ? (value as Node) : {});
const listOf = (value: unknown): Node[] => (Array.isArray(value) ? value.map(nodeOf) : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function containersOf({ kind, spec }: Manifest): Node[] {
  const template =
    kind === "CronJob"
      ? nodeOf(nodeOf(nodeOf(spec)["jobTemplate"])["spec"])["template"]
      : nodeOf(spec)["template"];
  return listOf(nodeOf(nodeOf(template)["spec"])["containers"]);
}

function variableOf(entry: Node): ContainerVariable {
  const name = textOf(entry["name"]);
  const source = nodeOf(entry["valueFrom"]);
  const secret = nodeOf(source["secretKeyRef"]);
  const field = nodeOf(source["fieldRef"]);
  if ("secretKeyRef" in source)
    return {
      name,
      value: null,
      from: "secret",
      detail: `${textOf(secret["name"])}, key ${textOf(secret["key"])}`,
    };
  if ("fieldRef" in source) return { name, value: null, from: "pod", detail: textOf(field["fieldPath"]) };
  return { name, value: textOf(entry["value"]), from: "template", detail: null };
}

/**
 * What the first container of a bundle's workload finds in its environment: the ConfigMaps that it reads, in order, and its own
 * variables over them. Null when the bundle has no workload. What a whole Secret adds is unknown here: its names are the cluster's.
 */
export function environmentOf(
  objects: readonly Manifest[],
): { container: string; variables: readonly ContainerVariable[] } | null {
  const [container] = objects
    .filter(({ kind }) => kind === "Deployment" || kind === "CronJob")
    .flatMap(containersOf);
  if (!container) return null;
  const maps = new Map(
    objects.filter(({ kind }) => kind === "ConfigMap").map((map) => [map.metadata.name, nodeOf(map["data"])]),
  );
  const variables = new Map<string, ContainerVariable>();
  for (const source of listOf(container["envFrom"])) {
    const data = maps.get(textOf(nodeOf(source["configMapRef"])["name"])) ?? {};
    for (const [name, value] of Object.entries(data))
      variables.set(name, { name, value: textOf(value), from: "config", detail: null });
  }
  for (const entry of listOf(container["env"])) {
    const variable = variableOf(entry);
    variables.set(variable.name, variable);
  }
  return {
    container: textOf(container["name"]),
    variables: [...variables.values()].toSorted((left, right) => (left.name < right.name ? -1 : 1)),
  };
}
