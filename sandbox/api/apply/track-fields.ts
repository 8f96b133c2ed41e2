import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { isRecord, type Json } from "@/sandbox/api/json";
import { groupVersion, type KindSpec } from "@/sandbox/api/kinds/kind-spec";
import { rootType } from "@/sandbox/api/schema/schema";
import { kubeTime } from "@/sandbox/api/time";
import type { KubeObject } from "@/sandbox/kernel/object";
import { compareObjects } from "./compare-objects";
import { emptySet, isEmptySet, union } from "./field-set";
import { disown, type EntryIdentity, formatEntries, isEntry, parseEntries } from "./managed-entries";

/** Who writes, and through which door. */
export interface FieldOwner {
  kind: KindSpec;
  manager: string;
  subresource?: string | undefined;
}

/** Metadata that nobody owns: the server writes it. */
const unowned = [
  "name",
  "namespace",
  "uid",
  "generation",
  "creationTimestamp",
  "selfLink",
  "resourceVersion",
  "managedFields",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
];

/** The part of an object whose fields are owned. */
export function ownable({ apiVersion: _apiVersion, kind: _kind, metadata, ...rest }: Json): Json {
  const kept: Record<string, Json> = { ...metadata };
  for (const field of unowned) delete kept[field];
  return { metadata: kept, ...rest };
}

function identityOf({ kind, manager, subresource }: FieldOwner): EntryIdentity {
  return { manager, operation: "Update", apiVersion: groupVersion(kind), subresource: subresource ?? "" };
}

/** Records the fields of a new object as owned by its creator. */
export function trackCreate(api: ClusterApi, owner: FieldOwner, object: KubeObject): void {
  const { status: _status, ...desired } = ownable(object);
  const { changed } = compareObjects(
    rootType(owner.kind.model),
    {},
    owner.kind.status ? desired : ownable(object),
  );
  const rows = formatEntries([{ ...identityOf(owner), time: kubeTime(api.clock.now()), fields: changed }]);
  setRows(object, rows);
}

/** Moves the fields that a write changed to its manager; a body may also set the rows itself. */
export function trackUpdate(
  api: ClusterApi,
  owner: FieldOwner,
  { live, next }: { live: KubeObject; next: KubeObject },
): void {
  const given = owner.subresource ? undefined : parseEntries(next.metadata.managedFields);
  const { changed, removed } = compareObjects(rootType(owner.kind.model), ownable(live), ownable(next));
  const quiet = isEmptySet(changed) && isEmptySet(removed);
  if (quiet && !given) return setRows(next, live.metadata.managedFields);
  if (quiet && given) return setRows(next, formatEntries(given));
  const entries = given ?? parseEntries(live.metadata.managedFields) ?? [];
  const identity = identityOf(owner);
  const rest = disown(entries, union(changed, removed));
  if (isEmptySet(changed)) return setRows(next, formatEntries(rest));
  const own = rest.find((entry) => isEntry(entry, identity));
  const mine = {
    ...identity,
    time: kubeTime(api.clock.now()),
    fields: union(own?.fields ?? emptySet, changed),
  };
  setRows(next, formatEntries([...rest.filter((entry) => entry !== own), mine]));
}

/** Puts rows on an object, or takes the member away. */
export function setRows(object: KubeObject, rows: Json[] | undefined): void {
  if (rows === undefined || !isRecord(object.metadata)) delete object.metadata.managedFields;
  else object.metadata.managedFields = rows;
}
