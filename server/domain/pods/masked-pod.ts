import { secretFinding } from "@/server/domain/config/secret-guard";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What only the API server's own bookkeeping reads. */
const bookkeeping = new Set(["managedFields", "kubectl.kubernetes.io/last-applied-configuration"]);

function maskedText(key: string, text: string): string {
  const finding = secretFinding(key, text);
  return finding === null ? text : `(hidden: it looks like ${finding.what})`;
}

function masked(key: string, value: unknown): unknown {
  if (typeof value === "string") return maskedText(key, value);
  if (Array.isArray(value)) return value.map((each: unknown) => masked(key, each));
  if (!isRecord(value)) return value;
  // A variable carries the name that tells what its value is.
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
