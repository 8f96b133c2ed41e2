import type { Json } from "@/sandbox/api/json";
import { type ColumnView, columnView, objectAge } from "./column-view";

function entries(...maps: Json[]): number {
  return maps.reduce((sum, map) => sum + Object.keys(map ?? {}).length, 0);
}

function usage({ status = {} }: Json, limits: boolean): string {
  return Object.keys(status.hard ?? {})
    .filter((name) => name.startsWith("limits.") === limits)
    .sort()
    .map((name) => `${name}: ${status.used?.[name] ?? "0"}/${status.hard[name]}`)
    .join(", ");
}

function subjects(binding: Json, kind: string): string {
  const rows = (binding.subjects ?? []).filter((subject: Json) => subject.kind === kind);
  return rows
    .map((subject: Json) =>
      kind === "ServiceAccount" ? `${subject.namespace}/${subject.name}` : subject.name,
    )
    .join(", ");
}

const bindingColumns = columnView("Name|Role|Age|+Users|+Groups|+ServiceAccounts", (binding, now) => [
  binding.metadata.name,
  `${binding.roleRef?.kind}/${binding.roleRef?.name}`,
  objectAge(binding, now),
  subjects(binding, "User"),
  subjects(binding, "Group"),
  subjects(binding, "ServiceAccount"),
]);

/** Columns of configuration and access kinds. */
export const configColumns: Readonly<Record<string, ColumnView>> = {
  Secret: columnView("Name|Type|#Data|Age", (secret, now) => [
    secret.metadata.name,
    secret.type ?? "",
    entries(secret.data),
    objectAge(secret, now),
  ]),
  ConfigMap: columnView("Name|#Data|Age", (map, now) => [
    map.metadata.name,
    entries(map.data, map.binaryData),
    objectAge(map, now),
  ]),
  ServiceAccount: columnView("Name|#Secrets|Age", (account, now) => [
    account.metadata.name,
    account.secrets?.length ?? 0,
    objectAge(account, now),
  ]),
  ResourceQuota: columnView("Name|Request|Limit|Age", (quota, now) => [
    quota.metadata.name,
    usage(quota, false),
    usage(quota, true),
    objectAge(quota, now),
  ]),
  RoleBinding: bindingColumns,
  ClusterRoleBinding: bindingColumns,
};
