import { type DecodeSubject, decodeObject } from "@/sandbox/api/decode/decode-object";
import { parseBody } from "@/sandbox/api/decode/parse-body";
import { badRequest } from "@/sandbox/api/errors";
import type { Json } from "@/sandbox/api/json";
import { type Exchange, readBody } from "./exchange";

/** What a body must be. */
export interface ExpectedBody extends DecodeSubject {
  apiVersion: string;
}

/** Reads, parses and checks the object in a request body. Throws 400, 413 and 415. */
export async function readObject(exchange: Exchange, expected: ExpectedBody): Promise<Json> {
  const bytes = await readBody(exchange.request);
  const { value, duplicates } = parseBody(bytes, exchange.request.headers["content-type"], expected.kind);
  checkType(value, expected);
  const { object, unknown } = decodeObject(expected, value);
  reportFields(exchange, expected, [...unknown, ...duplicates]);
  return { ...object, apiVersion: expected.apiVersion, kind: expected.kind };
}

function checkType(value: Json, expected: ExpectedBody): void {
  if (value.apiVersion && value.apiVersion !== expected.apiVersion) {
    throw badRequest(
      `the API version in the data (${value.apiVersion}) does not match the expected API version (${expected.apiVersion})`,
    );
  }
  if (value.kind && value.kind !== expected.kind) {
    throw badRequest(
      `the kind in the data (${value.kind}) does not match the expected kind (${expected.kind})`,
    );
  }
}

/** Unknown and duplicate fields: refused, warned about or ignored, as `fieldValidation` says. */
export function reportFields(
  exchange: Pick<Exchange, "query" | "warnings">,
  subject: DecodeSubject,
  problems: string[],
): void {
  if (problems.length === 0) return;
  const mode = exchange.query.get("fieldValidation") || "Warn";
  if (mode === "Ignore") return;
  if (mode === "Warn") {
    exchange.warnings.push(...problems);
    return;
  }
  throw badRequest(
    `${subject.kind} in version "${subject.version}" cannot be handled as a ${subject.kind}: strict decoding error: ${problems.join(", ")}`,
  );
}
