import { isHarmless, secretFinding } from "@/server/domain/config/secret-guard";
import { holdsSecret, redactCommand } from "@/server/domain/redact/named-secrets";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What only the API server's own bookkeeping reads. */
const bookkeeping = new Set(["managedFields", "kubectl.kubernetes.io/last-applied-configuration"]);

function hidden(what: string): string {
  return `(hidden: it looks like ${what})`;
}

function maskedText(key: string, text: string): string {
  const finding = secretFinding(key, text);
  if (finding !== null) return hidden(finding.what);
  if (holdsSecret(key) && !isHarmless(text)) return hidden("a secret by its name");
  return text.split("\n").map(redactCommand).join("\n");
}

/** Arguments: the value of `--password` may stand in the one behind it. */
function maskedList(key: string, list: readonly unknown[]): unknown[] {
  return list.map((each, position) => {
    const before = list[position - 1];
    const isFlag = typeof before === "string" && /^--?[A-Za-z][\w-]*$/u.test(before);
    const isValue = typeof each === "string" && !each.startsWith("-");
    return masked(isFlag && isValue && holdsSecret(before) ? before : key, each);
  });
}

function masked(key: string, value: unknown): unknown {
  if (typeof value === "string") return maskedText(key, value);
  if (Array.isArray(value)) return maskedList(key, value);
  if (!isRecord(value)) return value;
  // A variable, or a header of a probe, carries the name that tells what its value is.
  const { name } = value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([field]) => !bookkeeping.has(field))
      .map(([field, inner]) => {
        // Digests that the engine wrote look random, and are what one compares.
        if (field.startsWith("switchyard.internal/")) return [field, inner];
        return [field, masked(field === "value" && typeof name === "string" ? name : key, inner)];
      }),
  );
}

/**
 * A pod as the cluster has it, for people: without bookkeeping, and without any text that looks like a secret. What it takes
 * from a Secret is a reference there and stays one.
 */
export function maskedPod(pod: unknown): unknown {
  return masked("", pod);
}
