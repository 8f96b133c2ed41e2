import type { Json } from "@/sandbox/api/json";
import { kindsByGroupVersion } from "@/sandbox/api/kinds/kind-registry";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import { subresourcesOf, virtualGroups } from "./virtual-resources";

/** One resource as discovery tells it. */
interface ResourceRow {
  name: string;
  singular: string;
  namespaced: boolean;
  kind: string;
  verbs: readonly string[];
  shortNames?: readonly string[];
  categories?: readonly string[];
  /** Group and version of the answer where they differ from the document's. */
  responseGroup?: string;
  responseVersion?: string;
}

const allVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

function rowsOf(kind: KindSpec): ResourceRow[] {
  const { plural, singular, namespaced, shortNames, categories } = kind;
  const verbs = kind.kind === "Namespace" ? allVerbs.filter((verb) => verb !== "deletecollection") : allVerbs;
  return [
    { name: plural, singular, namespaced, kind: kind.kind, verbs, shortNames, categories },
    ...subresourcesOf(kind),
  ];
}

/** Resources per group and version, with the virtual ones. */
function resourceTable(): Map<string, ResourceRow[]> {
  const table = new Map<string, ResourceRow[]>();
  for (const [version, kinds] of kindsByGroupVersion()) table.set(version, kinds.flatMap(rowsOf));
  for (const [version, rows] of Object.entries(virtualGroups))
    table.set(version, [...(table.get(version) ?? []), ...rows]);
  return table;
}

const table = resourceTable();

function groups(): Map<string, string[]> {
  const versions = new Map<string, string[]>();
  for (const apiVersion of table.keys()) {
    const [group, version] = apiVersion.split("/");
    if (group && version) versions.set(group, [...(versions.get(group) ?? []), version]);
  }
  return versions;
}

function apiResource(row: ResourceRow): Json {
  return {
    name: row.name,
    singularName: row.singular,
    namespaced: row.namespaced,
    ...(row.responseGroup === undefined ? {} : { group: row.responseGroup, version: row.responseVersion }),
    kind: row.kind,
    verbs: row.verbs,
    ...(row.shortNames?.length ? { shortNames: row.shortNames } : {}),
    ...(row.categories?.length ? { categories: row.categories } : {}),
  };
}

function apiGroup(name: string, versions: string[]): Json {
  const rows = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: rows, preferredVersion: rows[0] };
}

/** `APIResourceList` of a group and version, undefined when it is not served. */
export function resourceList(apiVersion: string): Json | undefined {
  const rows = table.get(apiVersion);
  if (!rows) return undefined;
  return {
    kind: "APIResourceList",
    apiVersion: "v1",
    groupVersion: apiVersion,
    resources: rows.map(apiResource),
  };
}

/** `APIGroup` by name, undefined when it is not served. */
export function groupDocument(name: string): Json | undefined {
  const versions = groups().get(name);
  return versions && { kind: "APIGroup", apiVersion: "v1", ...apiGroup(name, versions) };
}

/** `APIGroupList`. */
export function groupList(): Json {
  return {
    kind: "APIGroupList",
    apiVersion: "v1",
    groups: [...groups()].map(([name, versions]) => apiGroup(name, versions)),
  };
}

/** `APIVersions` of the core group. */
export function coreVersions(address: string): Json {
  return {
    kind: "APIVersions",
    versions: ["v1"],
    serverAddressByClientCIDRs: [{ clientCIDR: "0.0.0.0/0", serverAddress: address }],
  };
}

/** Aggregated discovery of the core group or of all others. */
export function aggregatedDiscovery(core: boolean): Json {
  const names = core ? [["", ["v1"]] as const] : [...groups()];
  const items = names.map(([name, versions]) => ({
    metadata: name ? { name, creationTimestamp: null } : { creationTimestamp: null },
    versions: versions.map((version) => ({
      version,
      resources: aggregatedResources(name ? `${name}/${version}` : version),
      freshness: "Current",
    })),
  }));
  return { kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", metadata: {}, items };
}

function aggregatedResources(apiVersion: string): Json[] {
  const rows = table.get(apiVersion) ?? [];
  const [group, version] = apiVersion.includes("/") ? apiVersion.split("/") : ["", apiVersion];
  const kindOf = (row: ResourceRow) => ({
    group: row.responseGroup ?? group,
    version: row.responseVersion ?? version,
    kind: row.kind,
  });
  return rows
    .filter((row) => !row.name.includes("/"))
    .map((row) => {
      const children = rows.filter((other) => other.name.startsWith(`${row.name}/`));
      return {
        resource: row.name,
        responseKind: kindOf(row),
        scope: row.namespaced ? "Namespaced" : "Cluster",
        singularResource: row.singular,
        verbs: row.verbs,
        ...(row.shortNames?.length ? { shortNames: row.shortNames } : {}),
        ...(row.categories?.length ? { categories: row.categories } : {}),
        ...(children.length > 0
          ? {
              subresources: children.map((child) => ({
                subresource: child.name.split("/")[1],
                responseKind: kindOf(child),
                verbs: child.verbs,
              })),
            }
          : {}),
      };
    });
}

export type { ResourceRow };
