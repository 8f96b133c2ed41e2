import type { ClusterApi } from "@/sandbox/api/cluster-api";
import { equalJson, isRecord, type Json } from "@/sandbox/api/json";
import { groupVersion, type KindSpec } from "@/sandbox/api/kinds/kind-spec";
import { rootType } from "@/sandbox/api/schema/schema";
import { kubeTime } from "@/sandbox/api/time";
import type { KubeObject } from "@/sandbox/kernel/object";
import { type Comparison, compareObjects } from "./compare-objects";
import { isEmptySet, union } from "./field-set";
import {
  disown,
  type EntryIdentity,
  formatEntries,
  isEntry,
  type ManagedEntry,
  parseEntries,
  storedEntries,
} from "./managed-entries";

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
  const stored = live.metadata.managedFields;
  const given =
    owner.subresource || equalJson(stored, next.metadata.managedFields)
      ? undefined
      : parseEntries(next.metadata.managedFields);
  const comparison = compareObjects(rootType(owner.kind.model), ownable(live), ownable(next));
  const quiet = isEmptySet(comparison.changed) && isEmptySet(comparison.removed);
  const entries = given ?? storedEntries(stored);
  if (!given && (quiet || !isTracked(entries, owner))) return setRows(next, stored);
  const now = kubeTime(api.clock.now());
  setRows(
    next,
    formatEntries(quiet ? entries : moveOwnership(entries, { identity: identityOf(owner), now }, comparison)),
  );
}

/** Updates are tracked only where somebody owns fields behind the same door; behind `/scale` that is `spec.replicas`. */
function isTracked(entries: readonly ManagedEntry[], { subresource }: FieldOwner): boolean {
  if (subresource !== "scale") return entries.length > 0;
  return entries.some(({ fields }) => fields.children.get("f:spec")?.members.has("f:replicas"));
}

/** Rows after a write: what changed belongs to its manager alone, what went to nobody. */
function moveOwnership(
  entries: readonly ManagedEntry[],
  { identity, now }: { identity: EntryIdentity; now: string },
  { changed, removed }: Comparison,
): ManagedEntry[] {
  const rest = disown(entries, union(changed, removed));
  if (isEmptySet(changed)) return rest;
  const own = rest.find((entry) => isEntry(entry, identity));
  const fields = own ? union(own.fields, changed) : changed;
  return [...rest.filter((entry) => entry !== own), { ...identity, time: now, fields }];
}

/** Puts rows on an object, or takes the member away. */
export function setRows(object: KubeObject, rows: Json[] | undefined): void {
  if (rows === undefined || !isRecord(object.metadata)) delete object.metadata.managedFields;
  else object.metadata.managedFields = rows;
}
