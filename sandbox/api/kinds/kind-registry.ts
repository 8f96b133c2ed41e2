import { groupVersion, type KindSpec, resourceName } from "./kind-spec";
import { kindSpecs } from "./kinds";

const byResource = new Map(kindSpecs.map((kind) => [resourceName(kind), kind]));
const byPath = new Map(kindSpecs.map((kind) => [`${groupVersion(kind)}/${kind.plural}`, kind]));

/** The kind stored under a resource such as `deployments.apps`. */
export function kindOfResource(resource: string): KindSpec {
  const kind = byResource.get(resource);
  if (!kind) throw new Error(`the sandbox serves no resource ${resource}`);
  return kind;
}

/** The kind of this name in a group and version such as `apps/v1`, if it is served. */
export function kindByName(apiVersion: string, name: string): KindSpec | undefined {
  return kindSpecs.find((kind) => kind.kind === name && groupVersion(kind) === apiVersion);
}

/** The kind served at `<group/version>/<plural>`, if any. */
export function kindAtPath(apiVersion: string, plural: string): KindSpec | undefined {
  return byPath.get(`${apiVersion}/${plural}`);
}

/** Kinds per group and version, in the order of discovery. */
export function kindsByGroupVersion(): Map<string, KindSpec[]> {
  const groups = new Map<string, KindSpec[]>();
  for (const kind of kindSpecs) {
    const key = groupVersion(kind);
    groups.set(key, [...(groups.get(key) ?? []), kind]);
  }
  return groups;
}
