import { hash32 } from "@/sandbox/kernel/prng";
import type { PodTemplate } from "@/sandbox/kernel/workload-kinds";

/** The label that a Deployment puts on the ReplicaSets and pods of one template. */
export const HASH_LABEL = "pod-template-hash";

const SAFE = "bcdfghjklmnpqrstvwxz2456789";
const texts = new WeakMap<PodTemplate, string>();

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== null);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, canonical(entry)]),
  );
}

/** The template as comparable text, without the hash label and the null creation time of older clients. */
export function templateText(template: PodTemplate): string {
  const known = texts.get(template);
  if (known !== undefined) return known;
  const { [HASH_LABEL]: _hash, ...labels } = template.metadata?.labels ?? {};
  const text = JSON.stringify(canonical({ ...template, metadata: { ...template.metadata, labels } }));
  texts.set(template, text);
  return text;
}

/** A name part for the ReplicaSet of a template; `collisions` gives another one when the first is taken. */
export function templateHash(template: PodTemplate, collisions = 0): string {
  const digits = String(hash32(templateText(template) + (collisions === 0 ? "" : `#${collisions}`)));
  return [...digits].map((digit) => SAFE.charAt(Number(digit) + (collisions % 10))).join("");
}
