import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { Json } from "@/sandbox/api/json";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";
import { columnsOf } from "./columns/columns";

/** The metadata view of an object, as metadata clients and tables carry it. */
export function partialMetadata(object: KubeObject): Json {
  return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata };
}

/** Renders objects as a `meta.k8s.io/v1` Table, with the columns that kubectl prints. */
export function renderTable(
  { api, query }: { api: ClusterApi; query: URLSearchParams },
  kind: KindSpec,
  { objects, metadata }: { objects: readonly KubeObject[]; metadata: Json },
): Json {
  const view = columnsOf(kind.kind);
  const include = query.get("includeObject") ?? "Metadata";
  const rows = objects.map((object) => {
    const cells = view.cells(object, api.clock.now());
    if (include === "None") return { cells, object: null };
    return { cells, object: include === "Object" ? object : partialMetadata(object) };
  });
  const columnDefinitions = view.columns.map(({ name, type, priority }) => ({
    name,
    type,
    format: name === "Name" ? "name" : "",
    description: `${name} of the ${kind.kind}`,
    priority,
  }));
  return { kind: "Table", apiVersion: "meta.k8s.io/v1", metadata, columnDefinitions, rows };
}
