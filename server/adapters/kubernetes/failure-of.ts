import type { EffectFailure } from "@/server/domain/rollout/effect";
import { KubeError, KubeSilence } from "./client/kube-error";

function isOwnershipConflict(error: KubeError): boolean {
  return error.causes.some((cause) => cause.reason === "FieldManagerConflict");
}

/** 403 has three meanings: our own rights, a quota or policy that refuses the object, a namespace that is ending. */
function forbiddenClass(error: KubeError): EffectFailure["class"] {
  return /cannot \w+ resource|User "[^"]*" cannot/.test(error.message) ? "credentials" : "refused";
}

function unprocessableClass(error: KubeError): EffectFailure["class"] {
  // A failed `test` of a JSON Patch carries no causes; a body that breaks a rule names its fields.
  return error.causes.length === 0 && !error.message.includes(" is invalid:")
    ? "precondition_lost"
    : "invalid";
}

function classOf(error: KubeError): EffectFailure["class"] {
  switch (error.status) {
    case 400:
    case 405:
    case 413:
    case 415:
      return "invalid";
    case 401:
      return "credentials";
    case 403:
      return forbiddenClass(error);
    case 404:
      return "missing";
    case 409:
      return isOwnershipConflict(error) ? "refused" : "precondition_lost";
    case 422:
      return unprocessableClass(error);
    case 500:
      // An unknown field in an applied object comes as a plain error, not as a refusal.
      return error.message.includes("field not declared in schema") ? "invalid" : "unreachable";
    default:
      return "unreachable";
  }
}

/** Class of an API answer, as the engine reacts to it. Anything that is no answer is silence. */
export function failureOf(error: unknown): EffectFailure {
  if (error instanceof KubeError)
    return { class: classOf(error), message: error.message, status: error.status };
  if (error instanceof KubeSilence) return { class: "unreachable", message: error.message };
  return { class: "unreachable", message: error instanceof Error ? error.message : String(error) };
}
