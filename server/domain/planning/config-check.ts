import type { Refusal } from "@/contracts/problem";
import { secretProblem } from "@/server/domain/config/check-data";

/** What is wrong with a config version for a stack; null when it fits. What looks like a secret never passes, false alarms apart. */
export function configProblem(
  config: { version: number; data: Readonly<Record<string, string>> },
  stack: { keys: readonly { key: string; required: boolean }[]; safeKeys: readonly string[] },
): Refusal | null {
  const secret = secretProblem(config.data, stack);
  if (secret) return { code: secret.code, reason: `Config ${config.version}: ${secret.reason}` };
  const missing = stack.keys
    .filter(({ key, required }) => required && !(key in config.data))
    .map(({ key }) => key);
  if (missing.length === 0) return null;
  return {
    code: "config_invalid",
    reason: `Config ${config.version} lacks ${missing.join(", ")}. Save a version that has it.`,
  };
}
