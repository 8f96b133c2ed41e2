import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { forbidden } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { type KindSpec, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { addQuantities, compareQuantities } from "@/sandbox/api/quantity";
import type { KubeObject } from "@/sandbox/kernel/object";
import { quotaUsage } from "./quota-usage";

/** Refuses an object that would take its namespace over a ResourceQuota (403). What is used is counted, not cached. */
export function admitQuota(api: ClusterApi, kind: KindSpec, object: KubeObject): void {
  const { namespace } = object.metadata;
  if (!namespace) return;
  const wanted = quotaUsage(kind, object);
  if (Object.keys(wanted).length === 0) return;
  for (const quota of api.store.collection("resourcequotas").list(namespace)) {
    const hard: Record<string, string> = quota["spec"]?.hard ?? {};
    requireSpecified({ kind, object, quota }, hard);
    const names = Object.keys(hard)
      .filter((name) => wanted[name] !== undefined)
      .sort();
    const used = names.length > 0 ? usedOf(api, kind, namespace) : {};
    const over = names.filter(
      (name) =>
        compareQuantities(addQuantities(used[name] ?? "0", wanted[name] ?? "0"), hard[name] ?? "0") > 0,
    );
    if (over.length === 0) continue;
    const list = (amounts: Record<string, string>) =>
      over.map((name) => `${name}=${amounts[name] ?? "0"}`).join(",");
    const why = `exceeded quota: ${quota.metadata.name}, requested: ${list(wanted)}, used: ${list(used)}, limited: ${list(hard)}`;
    throw forbidden({ kind, name: object.metadata.name }, why);
  }
}

/** What all objects of the kind in a namespace use now. */
function usedOf(api: ClusterApi, kind: KindSpec, namespace: string): Record<string, string> {
  const total: Record<string, string> = {};
  for (const object of api.store.collection(resourceName(kind)).list(namespace)) {
    if (object["status"]?.phase === "Succeeded" || object["status"]?.phase === "Failed") continue;
    for (const [name, amount] of Object.entries(quotaUsage(kind, object)))
      total[name] = addQuantities(total[name] ?? "0", amount);
  }
  return total;
}

const computeNames = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

/** Under a compute quota every container has to say what it takes. */
function requireSpecified(
  { kind, object, quota }: { kind: KindSpec; object: KubeObject; quota: KubeObject },
  hard: Record<string, string>,
): void {
  if (kind.kind !== "Pod") return;
  const missing = computeNames
    .filter((name) => hard[name] !== undefined)
    .flatMap((name) => {
      const [group, resource] = name.includes(".")
        ? (name.split(".") as [string, string])
        : ["requests", name];
      const silent = (object["spec"]?.containers ?? [])
        .filter((row: Json) => row.resources?.[group]?.[resource] === undefined)
        .map((row: Json) => row.name);
      return silent.length > 0 ? [`${name} for: ${silent.join(",")}`] : [];
    });
  if (missing.length > 0)
    throw forbidden(
      { kind, name: object.metadata.name },
      `failed quota: ${quota.metadata.name}: must specify ${missing.join("; ")}`,
    );
}
