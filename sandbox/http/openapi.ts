import { createHash } from "node:crypto";
import type { Json } from "@/sandbox/api/json";
import { kindsByGroupVersion } from "@/sandbox/api/kinds/kind-registry";
import { groupVersion, type KindSpec } from "@/sandbox/api/kinds/kind-spec";
import { type FieldType, modelOf } from "@/sandbox/api/schema/schema";

const documents = new Map<string, string>();

/** Index of the OpenAPI v3 documents. */
export function openapiIndex(): Json {
  const paths = [...kindsByGroupVersion().keys()].map((apiVersion) => {
    const place = documentPlace(apiVersion);
    const hash = createHash("sha512")
      .update(openapiDocument(place) ?? "")
      .digest("hex")
      .toUpperCase();
    return [place, { serverRelativeURL: `/openapi/v3/${place}?hash=${hash}` }];
  });
  return { paths: Object.fromEntries(paths) };
}

function documentPlace(apiVersion: string): string {
  return apiVersion.includes("/") ? `apis/${apiVersion}` : `api/${apiVersion}`;
}

/** The OpenAPI v3 document at `api/v1` or `apis/<group>/<version>`, built once; undefined when it is not served. */
export function openapiDocument(place: string): string | undefined {
  const known = documents.get(place);
  if (known !== undefined) return known;
  const apiVersion = place.replace(/^apis?\//, "");
  const kinds = kindsByGroupVersion().get(apiVersion);
  if (!kinds || documentPlace(apiVersion) !== place) return undefined;
  const text = JSON.stringify(buildDocument(kinds));
  documents.set(place, text);
  return text;
}

function buildDocument(kinds: readonly KindSpec[]): Json {
  const schemas: Record<string, Json> = {};
  const paths: Record<string, Json> = {};
  for (const kind of kinds) {
    addSchemas(schemas, kind.model);
    const schema = schemas[componentName(kind.model)];
    schema["x-kubernetes-group-version-kind"] = [
      { group: kind.group, kind: kind.kind, version: kind.version },
    ];
    Object.assign(paths, kindPaths(kind));
  }
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "v1.34.4" },
    paths,
    components: { schemas },
  };
}

function componentName(model: string): string {
  return `io.k8s.api.${model}`;
}

function addSchemas(schemas: Record<string, Json>, name: string): void {
  const key = componentName(name);
  if (schemas[key]) return;
  const model = modelOf(name);
  const properties: Record<string, Json> = {};
  schemas[key] = {
    description: model.description,
    type: "object",
    ...(model.required.length > 0 ? { required: model.required } : {}),
    ...(model.fields.size > 0 ? { properties } : {}),
  };
  for (const [field, { type, description }] of model.fields)
    properties[field] = { description, ...property(schemas, type) };
}

const scalars: Readonly<Record<string, Json>> = {
  str: { type: "string" },
  byte: { type: "string", format: "byte" },
  bool: { type: "boolean" },
  i32: { type: "integer", format: "int32" },
  i64: { type: "integer", format: "int64" },
  num: { type: "number", format: "double" },
  time: { type: "string", format: "date-time" },
  micro: { type: "string", format: "date-time" },
  ios: { format: "int-or-string", oneOf: [{ type: "integer" }, { type: "string" }] },
  quantity: { oneOf: [{ type: "string" }, { type: "number" }] },
  any: { type: "object" },
};

function property(schemas: Record<string, Json>, type: FieldType): Json {
  if (type.type === "leaf") return scalars[type.scalar];
  if (type.type === "map") {
    return {
      type: "object",
      additionalProperties: property(schemas, type.values),
      ...(type.atomic ? { "x-kubernetes-map-type": "atomic" } : {}),
    };
  }
  if (type.type === "struct") {
    addSchemas(schemas, type.model);
    const marks = {
      ...(type.atomic ? { "x-kubernetes-map-type": "atomic" } : {}),
      ...(type.retainKeys ? { "x-kubernetes-patch-strategy": "retainKeys" } : {}),
    };
    return { allOf: [{ $ref: `#/components/schemas/${componentName(type.model)}` }], default: {}, ...marks };
  }
  return { type: "array", items: property(schemas, type.items), ...listMarks(type) };
}

function listMarks(type: Extract<FieldType, { type: "list" }>): Json {
  if (type.set) return { "x-kubernetes-list-type": "set", "x-kubernetes-patch-strategy": "merge" };
  const patch = type.mergeKey
    ? { "x-kubernetes-patch-merge-key": type.mergeKey, "x-kubernetes-patch-strategy": "merge" }
    : {};
  if (type.applyKeys.length === 0) return { "x-kubernetes-list-type": "atomic", ...patch };
  return { "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": type.applyKeys, ...patch };
}

const writeParameters = ["dryRun", "fieldManager", "fieldValidation"];
const patchMedia = [
  "application/apply-patch+yaml",
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
];

function kindPaths(kind: KindSpec): Record<string, Json> {
  const base = groupVersion(kind).includes("/")
    ? `/apis/${groupVersion(kind)}`
    : `/api/${groupVersion(kind)}`;
  const collection = kind.namespaced
    ? `${base}/namespaces/{namespace}/${kind.plural}`
    : `${base}/${kind.plural}`;
  const one = `${collection}/{name}`;
  const paths: Record<string, Json> = { [collection]: collectionPath(kind), [one]: objectPath(kind) };
  if (kind.namespaced) paths[`${base}/${kind.plural}`] = { get: operation(kind, "list", []) };
  if (kind.status) paths[`${one}/status`] = objectPath(kind);
  if (kind.scale)
    paths[`${one}/scale`] = objectPath({ ...kind, group: "autoscaling", version: "v1", kind: "Scale" });
  return paths;
}

function collectionPath(kind: KindSpec): Json {
  return {
    get: operation(kind, "list", []),
    post: withBody(operation(kind, "post", writeParameters), ["*/*"]),
    delete: operation(kind, "deletecollection", []),
  };
}

function objectPath(kind: KindSpec): Json {
  return {
    get: operation(kind, "get", []),
    put: withBody(operation(kind, "put", writeParameters), ["*/*"]),
    patch: withBody(operation(kind, "patch", [...writeParameters, "force"]), patchMedia),
    delete: operation(kind, "delete", ["dryRun"]),
  };
}

function operation(kind: KindSpec, action: string, parameters: readonly string[]): Json {
  const query = parameters.map((name) => ({
    name,
    in: "query",
    schema: { type: name === "force" ? "boolean" : "string", uniqueItems: true },
  }));
  return {
    tags: [groupVersion(kind)],
    operationId: `${action}${kind.kind}`,
    ...(query.length > 0 ? { parameters: query } : {}),
    responses: { 200: { description: "OK" } },
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": { group: kind.group, kind: kind.kind, version: kind.version },
  };
}

function withBody(row: Json, media: readonly string[]): Json {
  return {
    ...row,
    requestBody: {
      required: true,
      content: Object.fromEntries(media.map((type) => [type, { schema: { type: "object" } }])),
    },
  };
}
