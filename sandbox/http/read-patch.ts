import { parseJson, parseYaml } from "@/sandbox/api/decode/parse-body";
import { badRequest } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { groupVersion } from "@/sandbox/api/kinds/kind-spec";
import type { PatchRequest } from "@/sandbox/api/operations/patch-request";
import type { Exchange } from "./exchange";
import type { KindRequest } from "./kind-request";
import { checkPatchOptions } from "./patch-options";
import { reportFields } from "./read-object";
import { unsupportedPatch } from "./refusals";

const types: Readonly<Record<string, PatchRequest["type"]>> = {
  "application/json-patch+json": "json",
  "application/merge-patch+json": "merge",
  "application/strategic-merge-patch+json": "strategic",
  "application/apply-patch+yaml": "apply",
};

/** Reads a patch by its media type. Throws 415 for others, 400 for broken bodies, 422 for options that do not fit. */
export function decodePatch(exchange: Exchange, { request, kind }: KindRequest, bytes: Buffer): PatchRequest {
  const media = (exchange.request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  const type = types[media];
  if (!type) throw unsupportedPatch();
  checkPatchOptions(exchange.query, type);
  const report = (unknown: string[]) =>
    reportFields(exchange, { model: kind.model, kind: kind.kind, version: kind.version }, unknown);
  if (type === "json") return { type, body: parseOperations(bytes), report };
  if (type !== "apply") return { type, body: parseJson(bytes.toString("utf8"), kind.kind), report };
  const body = parseYaml(bytes);
  const expected =
    request.subresource === "scale"
      ? { apiVersion: "autoscaling/v1", kind: "Scale" }
      : { apiVersion: groupVersion(kind), kind: kind.kind };
  checkApplied(body, expected);
  return { type, body, force: exchange.query.get("force") === "true", report };
}

function parseOperations(bytes: Buffer): Json {
  try {
    const operations = JSON.parse(bytes.toString("utf8"));
    if (Array.isArray(operations)) return operations;
  } catch {
    // Falls through to the refusal below.
  }
  throw badRequest(
    "error decoding patch: json: cannot unmarshal the body into Go value of type jsonpatch.Patch",
  );
}

function checkApplied(body: Json, expected: { apiVersion: string; kind: string }): void {
  if (!body.apiVersion || !body.kind) {
    throw badRequest("error decoding YAML: object needs apiVersion and kind");
  }
  if (body.apiVersion !== expected.apiVersion || body.kind !== expected.kind) {
    throw badRequest(
      `incorrect type specified in patch, expected ${expected.apiVersion}, Kind=${expected.kind}, got ${body.apiVersion}, Kind=${body.kind}`,
    );
  }
}
