import type { Json } from "@/sandbox/api/json";
import { type KindSpec, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { addQuantities } from "@/sandbox/api/quantity";
import type { KubeObject } from "@/sandbox/kernel/object";

/** Kinds that a quota can count by their plain name. */
const plainNames: ReadonlySet<string> = new Set([
  "pods",
  "services",
  "configmaps",
  "secrets",
  "resourcequotas",
]);

/** What one object takes, by quota name. Finished pods take nothing. */
export function quotaUsage(kind: KindSpec, object: KubeObject): Record<string, string> {
  const usage: Record<string, string> = { [`count/${resourceName(kind)}`]: "1" };
  if (kind.group === "" && plainNames.has(kind.plural)) usage[kind.plural] = "1";
  if (kind.kind !== "Pod") return usage;
  for (const container of object["spec"]?.containers ?? []) addContainer(usage, container);
  return usage;
}

function addContainer(usage: Record<string, string>, container: Json): void {
  for (const group of ["requests", "limits"]) {
    for (const [name, amount] of Object.entries<string>(container.resources?.[group] ?? {})) {
      const keys = group === "requests" ? [name, `requests.${name}`] : [`limits.${name}`];
      for (const key of keys) usage[key] = addQuantities(usage[key] ?? "0", amount);
    }
  }
}
