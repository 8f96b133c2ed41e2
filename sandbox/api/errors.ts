import { type KindSpec, resourceName } from "@/sandbox/api/kinds/kind-spec";
import { ApiError } from "@/sandbox/kernel/cluster-client";

/** One reason inside a refusal: which field, and why. */
export interface StatusCause {
  reason: string;
  message: string;
  field: string;
}

interface Failure {
  code: number;
  reason: string;
  message: string;
  details?: Record<string, unknown>;
}

/** A refusal in the shape of `metav1.Status`. */
export function failure({ code, reason, message, details }: Failure): ApiError {
  return new ApiError({
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  });
}

/** Details that name an object by its resource; the core group stays unnamed. */
function about(kind: Pick<KindSpec, "group" | "plural">, name: string): Record<string, unknown> {
  return { ...(name ? { name } : {}), ...(kind.group ? { group: kind.group } : {}), kind: kind.plural };
}

/** 404 for a missing object. */
export function notFound(kind: Pick<KindSpec, "group" | "plural">, name: string): ApiError {
  return failure({
    code: 404,
    reason: "NotFound",
    message: `${resourceName(kind)} "${name}" not found`,
    details: about(kind, name),
  });
}

/** 409 for an object that is there already. */
export function alreadyExists(kind: KindSpec, name: string): ApiError {
  return failure({
    code: 409,
    reason: "AlreadyExists",
    message: `${resourceName(kind)} "${name}" already exists`,
    details: about(kind, name),
  });
}

/** 409 for a stale version or a failed precondition. */
export function conflict(kind: KindSpec, name: string, why?: string): ApiError {
  const text =
    why ?? "the object has been modified; please apply your changes to the latest version and try again";
  return failure({
    code: 409,
    reason: "Conflict",
    message: `Operation cannot be fulfilled on ${resourceName(kind)} "${name}": ${text}`,
    details: about(kind, name),
  });
}

/** 400 for a request that cannot be understood. */
export function badRequest(message: string): ApiError {
  return failure({ code: 400, reason: "BadRequest", message });
}

/** 403 with the sentence of an admission rule about an object. */
export function forbidden(
  object: { kind: Pick<KindSpec, "group" | "plural">; name: string },
  why: string,
  causes?: readonly StatusCause[],
): ApiError {
  const { kind, name } = object;
  return failure({
    code: 403,
    reason: "Forbidden",
    message: name
      ? `${resourceName(kind)} "${name}" is forbidden: ${why}`
      : `${resourceName(kind)} is forbidden: ${why}`,
    details: { ...about(kind, name), ...(causes ? { causes } : {}) },
  });
}

/** 422 with every field that is wrong. */
export function invalid(
  kind: Pick<KindSpec, "group" | "kind">,
  name: string,
  causes: readonly StatusCause[],
): ApiError {
  const qualified = kind.group ? `${kind.kind}.${kind.group}` : kind.kind;
  const texts = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const text = texts.length === 1 ? texts[0] : `[${texts.join(", ")}]`;
  return failure({
    code: 422,
    reason: "Invalid",
    message: `${qualified} "${name}" is invalid: ${text}`,
    details: {
      ...(name ? { name } : {}),
      ...(kind.group ? { group: kind.group } : {}),
      kind: kind.kind,
      causes,
    },
  });
}

/** Cause: a field is missing. */
export function required(field: string, detail = ""): StatusCause {
  return {
    reason: "FieldValueRequired",
    message: detail ? `Required value: ${detail}` : "Required value",
    field,
  };
}

/** Cause: a field holds a value outside its rules. */
export function invalidValue(field: string, value: unknown, detail: string): StatusCause {
  return {
    reason: "FieldValueInvalid",
    message: `Invalid value: ${JSON.stringify(value) ?? "null"}: ${detail}`,
    field,
  };
}

/** Cause: a field holds a value outside its list. */
export function notSupported(field: string, value: unknown, choices: readonly string[]): StatusCause {
  const list = choices.map((choice) => JSON.stringify(choice)).join(", ");
  return {
    reason: "FieldValueNotSupported",
    message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`,
    field,
  };
}

/** Cause: a value appears twice. */
export function duplicate(field: string, value: unknown): StatusCause {
  return { reason: "FieldValueDuplicate", message: `Duplicate value: ${JSON.stringify(value)}`, field };
}

/** Cause: a field must not be set or changed. */
export function forbiddenField(field: string, detail: string): StatusCause {
  return { reason: "FieldValueForbidden", message: `Forbidden: ${detail}`, field };
}

/** Cause: a text is too long. */
export function tooLong(field: string, limit: number): StatusCause {
  return { reason: "FieldValueTooLong", message: `Too long: may not be more than ${limit} bytes`, field };
}
