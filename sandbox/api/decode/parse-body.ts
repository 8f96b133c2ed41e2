import { type DocumentOptions, type ParseOptions, parseDocument, type SchemaOptions } from "yaml";
import { badRequest, failure } from "@/sandbox/api/errors";
import { isRecord, type Json } from "@/sandbox/api/json";
import { decodeProtobuf, isProtobuf } from "@/sandbox/api/protobuf/decode-protobuf";
import { duplicateFields } from "./duplicate-fields";

/** A body as parsed, before the schema looks at it. */
export interface ParsedBody {
  value: Json;
  /** `duplicate field "spec.replicas"`. */
  duplicates: string[];
}

const accepted = "application/json, application/yaml, application/vnd.kubernetes.protobuf";

/** Parses a request body by its content type. `expected` names the kind in messages. Throws 400 and 415. */
export function parseBody(bytes: Buffer, contentType: string | undefined, expected: string): ParsedBody {
  const media = (contentType ?? "application/json").split(";")[0]?.trim().toLowerCase() ?? "";
  if (media === "application/vnd.kubernetes.protobuf" || isProtobuf(bytes))
    return { value: decodeProtobuf(bytes), duplicates: [] };
  if (media === "application/yaml") return { value: parseYaml(bytes), duplicates: [] };
  if (media !== "application/json" && media !== "") {
    throw failure({
      code: 415,
      reason: "UnsupportedMediaType",
      message: `the body of the request was in an unknown format - accepted media types include: ${accepted}`,
    });
  }
  const text = bytes.toString("utf8");
  return { value: parseJson(text, expected), duplicates: duplicateFields(text) };
}

/** JSON text as an object. Throws 400 in the words of the API. */
export function parseJson(text: string, expected: string): Json {
  try {
    const value = JSON.parse(text);
    if (isRecord(value)) return value;
    throw new Error(`cannot unmarshal ${Array.isArray(value) ? "array" : typeof value} into an object`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw badRequest(
      `the object provided is unrecognized (must be of type ${expected}): couldn't get version/kind; json parse error: ${why}`,
    );
  }
}

/** The API server reads YAML 1.1 (`on` and `yes` are booleans), but leaves dates and times of day as text. */
const yaml11: ParseOptions & DocumentOptions & SchemaOptions = {
  schema: "yaml-1.1",
  uniqueKeys: true,
  customTags: (tags) =>
    tags.filter(
      (tag) => typeof tag === "string" || (tag.format !== "TIME" && !tag.tag.endsWith(":timestamp")),
    ),
};

function jsonOf(text: string): Json {
  try {
    return text.startsWith("{") && duplicateFields(text).length === 0 ? JSON.parse(text) : undefined;
  } catch {
    // A flow mapping of YAML; its parser says what is wrong.
    return undefined;
  }
}

/** YAML (or JSON, which is YAML and much faster to read) as an object. Throws 400. */
export function parseYaml(bytes: Buffer): Json {
  const text = bytes.toString("utf8");
  const json = jsonOf(text);
  if (json) return json;
  const document = parseDocument(text, yaml11);
  const problem = document.errors[0];
  if (problem) throw badRequest(`error converting YAML to JSON: yaml: ${problem.message}`);
  const value = document.toJS({ maxAliasCount: 100 });
  if (!isRecord(value)) throw badRequest("error converting YAML to JSON: yaml: the document is no mapping");
  return value;
}
