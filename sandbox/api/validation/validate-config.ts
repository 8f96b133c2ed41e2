import { forbiddenField, invalidValue, type StatusCause, tooLong } from "@/sandbox/api/errors";
import { equalJson, type Json } from "@/sandbox/api/json";

const keyForm = /^[-._a-zA-Z0-9]+$/;
const sizeLimit = 1024 * 1024;
const keyText =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

/** What is wrong with the data of a ConfigMap or Secret. */
export function dataCauses(object: Json): StatusCause[] {
  const causes: StatusCause[] = [];
  let size = 0;
  for (const field of ["data", "binaryData"]) {
    for (const [key, value] of Object.entries(object[field] ?? {})) {
      size += Buffer.byteLength(String(value));
      const place = `${field}[${key}]`;
      if (key.length > 253) causes.push(invalidValue(place, key, "must be no more than 253 characters"));
      else if (!keyForm.test(key) || key === "." || key === "..")
        causes.push(invalidValue(place, key, keyText));
    }
  }
  return size > sizeLimit ? [...causes, tooLong("", sizeLimit)] : causes;
}

const frozen = "field is immutable when `immutable` is set";

/** An immutable ConfigMap or Secret keeps its data, and stays immutable. */
export function dataChange(live: Json, next: Json): StatusCause[] {
  const causes: StatusCause[] = [];
  if (live.immutable) {
    if (!next.immutable) causes.push(forbiddenField("immutable", frozen));
    for (const field of ["data", "binaryData"]) {
      if (!equalJson(live[field] ?? {}, next[field] ?? {})) causes.push(forbiddenField(field, frozen));
    }
  }
  if (live.kind === "Secret" && live.type !== next.type)
    causes.push(invalidValue("type", next.type, "field is immutable"));
  return causes;
}
