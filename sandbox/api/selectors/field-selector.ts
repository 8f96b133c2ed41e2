import { badRequest } from "@/sandbox/api/errors";
import type { KindSpec } from "@/sandbox/api/kinds/kind-spec";
import type { KubeObject } from "@/sandbox/kernel/object";

interface FieldTerm {
  read: (object: KubeObject) => string;
  value: string;
  equal: boolean;
}

/** A parsed `fieldSelector`; `name` is set when it asks for exactly one object. */
export interface FieldSelector {
  matches: (object: KubeObject) => boolean;
  empty: boolean;
}

/** Kinds whose refusal is worded by their own conversion function. */
const ownWording: ReadonlySet<string> = new Set([
  "Pod",
  "Event",
  "Node",
  "Namespace",
  "Secret",
  "ReplicaSet",
  "Job",
]);

function reader(kind: KindSpec, field: string): (object: KubeObject) => string {
  if (field === "metadata.name") return (object) => object.metadata.name;
  if (field === "metadata.namespace" && (kind.namespaced || ownWording.has(kind.kind)))
    return (object) => object.metadata.namespace ?? "";
  const read = kind.selectable[field];
  if (read) return read;
  if (ownWording.has(kind.kind)) throw badRequest(`field label not supported: ${field}`);
  throw badRequest(`"${field}" is not a known field selector: only "metadata.name", "metadata.namespace"`);
}

/** Parses the `fieldSelector` query parameter for a kind. Throws 400 for fields that the kind cannot be selected by. */
export function parseFieldSelector(kind: KindSpec, text: string | null): FieldSelector {
  const terms: FieldTerm[] = (text ?? "")
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(part.trim());
      if (!match) throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
      const [, field = "", operator, value = ""] = match;
      return { read: reader(kind, field), value, equal: operator !== "!=" };
    });
  return {
    empty: terms.length === 0,
    matches: (object) => terms.every((term) => (term.read(object) === term.value) === term.equal),
  };
}
