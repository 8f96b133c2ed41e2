import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { kindSpecs } from "@/sandbox/api/kinds/kinds";
import type { SchemaData, SchemaModel } from "./schema-data";

/** Models that no kind reaches but that the API serves documents about. */
const extraModels = [
  "V1Scale",
  "V1DeleteOptions",
  "V1Status",
  "V1Eviction",
  "V1Binding",
  "AuthenticationV1TokenRequest",
  "V1SelfSubjectReview",
  "V1SelfSubjectAccessReview",
  "V1SelfSubjectRulesReview",
  "V1SubjectAccessReview",
  "V1LocalSubjectAccessReview",
  "V1HorizontalPodAutoscaler",
  "V1APIResourceList",
];

interface Attribute {
  baseName: string;
  type: string;
  format: string;
}

const modelsFolder = join(
  dirname(createRequire(import.meta.url).resolve("@kubernetes/client-node")),
  "gen",
  "models",
);

/** Short type code of one attribute: `str`, `i32`, `[]M:V1Container`, `{}str`, ... */
function typeCode(type: string, format: string): string {
  const list = /^Array<(.*)>$/.exec(type);
  if (list) return `[]${typeCode(list[1] ?? "any", format)}`;
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (map) return `{}${typeCode(map[1] ?? "any", format)}`;
  if (type === "string") return format === "byte" ? "byte" : "str";
  if (type === "number") return { int32: "i32", int64: "i64" }[format] ?? "num";
  const simple: Record<string, string> = {
    boolean: "bool",
    any: "any",
    Date: "time",
    V1MicroTime: "micro",
    IntOrString: "ios",
  };
  return simple[type] ?? `M:${type}`;
}

function description(comment: string | undefined): string {
  return (comment ?? "")
    .replace(/\s*\*\s?/g, " ")
    .replaceAll("\\'", "'")
    .replaceAll('\\"', '"')
    .trim();
}

async function readModel(name: string): Promise<SchemaModel> {
  const module = await import(pathToFileURL(join(modelsFolder, `${name}.js`)).href);
  const attributes: Attribute[] = module[name].getAttributeTypeMap();
  const types = readFileSync(join(modelsFolder, `${name}.d.ts`), "utf8");
  const about = description(/\/\*\*\n((?:\*[^\n]*\n)*?)\*\/\nexport declare class/.exec(types)?.[1]);
  const fields: SchemaModel["f"] = {};
  const required: string[] = [];
  for (const attribute of attributes) {
    const place = new RegExp(
      `(?:/\\*\\*([^/]*(?:/(?<!\\*/)[^/]*)*?)\\*/\\s*)?'_?${attribute.baseName.replace("$", "\\$")}'(\\??):`,
    ).exec(types);
    if (place?.[2] === "") required.push(attribute.baseName);
    const code = typeCode(attribute.type, attribute.format);
    fields[attribute.baseName] = [code, description(place?.[1])];
  }
  return { d: about, f: fields, ...(required.length > 0 ? { r: required } : {}) };
}

/** Derives the schema file from the models of the client library; equal library, equal file. */
export async function generateSchema(): Promise<SchemaData> {
  const data: SchemaData = {};
  const open = [...new Set(kindSpecs.map((kind) => kind.model)), ...extraModels];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (data[name]) continue;
    const model = await readModel(name);
    data[name] = model;
    for (const [code] of Object.values(model.f)) {
      const reference = /M:(\w+)$/.exec(code)?.[1];
      if (reference && !data[reference]) open.push(reference);
    }
  }
  return Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
}
