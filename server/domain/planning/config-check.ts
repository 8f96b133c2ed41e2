import type { Refusal } from "@/contracts/problem";

const secretLooking = /(PASSWORD|TOKEN|SECRET|PRIVATE|CREDENTIAL|_KEY)$/;

/** What is wrong with a config version for a stack; null when it fits. Secret-looking keys never pass. */
export function configProblem(
  config: { version: number; data: Readonly<Record<string, string>> },
  keys: readonly { key: string; required: boolean }[],
): Refusal | null {
  const secret = Object.keys(config.data).find((key) => secretLooking.test(key));
  if (secret) {
    return {
      code: "secret_in_config",
      reason: `Config ${config.version} has the key ${secret}, which looks like a secret. Refer to a Secret instead.`,
    };
  }
  const missing = keys.filter(({ key, required }) => required && !(key in config.data)).map(({ key }) => key);
  if (missing.length === 0) return null;
  return {
    code: "config_invalid",
    reason: `Config ${config.version} lacks ${missing.join(", ")}. Save a version that has it.`,
  };
}
