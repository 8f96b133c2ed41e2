import type { RawManagedFields, RawObject, RawPodSpec } from "@/server/adapters/kubernetes/raw-objects";
import type { HandEdit } from "@/server/domain/config/hand-edit";
import { secretFinding } from "@/server/domain/config/secret-guard";
import { fieldManagers } from "@/server/domain/rollout/target";
import { each } from "./defaults";

const ours: readonly string[] = Object.values(fieldManagers);
const controllers: readonly string[] = [
  "kube-controller-manager",
  "deployment-controller",
  "before-first-apply",
];
const mostEdits = 40;

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};

/** Entries of managers that are neither ours nor Kubernetes' own. */
export function foreignEntries({ metadata }: RawObject): readonly RawManagedFields[] {
  return each(metadata.managedFields).filter(
    ({ manager }) => !ours.includes(manager) && !controllers.includes(manager),
  );
}

/** `f:image` is `.image`, `k:{"name":"app"}` is `[app]`; undefined for the mark of the item itself. */
function stepOf(name: string): string | undefined {
  if (name.startsWith("f:")) return `.${name.slice(2)}`;
  if (!name.startsWith("k:")) return undefined;
  const key = fieldsOf(JSON.parse(name.slice(2)));
  return `[${Object.values(key).join(",")}]`;
}

/** Paths of the fields that an entry owns; a variable is one field, however many parts of it are owned. */
function pathsOf(fields: Fields, path = ""): string[] {
  const steps = Object.entries(fields).flatMap(([name, below]) => {
    const step = stepOf(name);
    return step === undefined ? [] : [{ path: path + step, below: fieldsOf(below) }];
  });
  if (steps.length === 0) return path === "" ? [] : [path];
  return steps.flatMap((step) =>
    /\.env\[[^\]]+\]$/u.test(step.path) ? [step.path] : pathsOf(step.below, step.path),
  );
}

/** The text of a variable; null where it is not there, comes from elsewhere, or looks like a secret. */
function literalOf(spec: RawPodSpec, container: string, name: string): string | null {
  const held = each(spec.containers).find((one) => one.name === container)?.env;
  const entry = each(held).find((one) => one.name === name);
  if (!entry || entry.valueFrom) return null;
  const value = entry.value ?? "";
  return secretFinding(name, value) ? null : value;
}

function variableOf(path: string, spec: RawPodSpec): HandEdit["variable"] {
  const [, container, name] = /^\.spec\.containers\[([^\]]+)\]\.env\[([^\]]+)\]$/u.exec(path) ?? [];
  return container && name ? { name, value: literalOf(spec, container, name) } : undefined;
}

/** Fields of a pod template that other managers own, each with who and when. */
export function templateEdits(object: RawObject, spec: RawPodSpec): HandEdit[] {
  const edits = foreignEntries(object).flatMap(({ manager, time, fieldsV1 }) => {
    const owned = fieldsOf(fieldsV1?.["f:spec"]);
    const job = fieldsOf(fieldsOf(owned["f:jobTemplate"])["f:spec"]);
    const template = fieldsOf(owned["f:template"] ?? job["f:template"]);
    return pathsOf(template).map((path): HandEdit => {
      const variable = variableOf(path, spec);
      const field = path.replace(/^\.(?:spec\.)?/u, "");
      return { field, manager, at: time ?? null, ...(variable ? { variable } : {}) };
    });
  });
  return edits.slice(0, mostEdits);
}

/** Parts of a ConfigMap's content that other managers own. */
export function contentEdits(object: RawObject): HandEdit[] {
  return foreignEntries(object).flatMap(({ manager, time, fieldsV1 }) =>
    ["data", "binaryData", "immutable"]
      .filter((field) => fieldsV1 !== undefined && `f:${field}` in fieldsV1)
      .map((field) => ({ field, manager, at: time ?? null })),
  );
}
