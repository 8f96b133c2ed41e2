import type { Json } from "@/sandbox/api/json";

/** Everything the API needs to know about one served kind; a new kind is one row. */
export interface KindSpec {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: readonly string[];
  categories: readonly string[];
  namespaced: boolean;
  /** Model of the schema. */
  model: string;
  status: boolean;
  scale: boolean;
  /** `metadata.generation` counts changes of the desired state. */
  hasGeneration: boolean;
  /** DELETE answers with the object instead of a Status. */
  returnsDeleted: boolean;
  /** Children are orphaned when no policy is given. */
  orphansByDefault: boolean;
  /** PUT without a resource version is refused. */
  requiresResourceVersion: boolean;
  /** Selectable fields besides `metadata.name` and `metadata.namespace`. */
  selectable: Readonly<Record<string, (object: Json) => string>>;
}

/** `deployments.apps`, or `pods` for the core group. */
export function resourceName(kind: Pick<KindSpec, "group" | "plural">): string {
  return kind.group === "" ? kind.plural : `${kind.plural}.${kind.group}`;
}

/** `apps/v1`, or `v1` for the core group. */
export function groupVersion(kind: Pick<KindSpec, "group" | "version">): string {
  return kind.group === "" ? kind.version : `${kind.group}/${kind.version}`;
}
