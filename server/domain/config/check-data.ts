import type { ConfigKeyRule } from "@/contracts/config";
import { configValueProblem } from "@/contracts/config-value-problem";
import type { Refusal } from "@/contracts/problem";
import { type ConfigData, changedKeys } from "./effective";
import { configBytes, mostConfigBytes, mostKeys } from "./limits";
import { secretFinding } from "./secret-guard";

/** A key whose value stands in the way. */
export interface ConfigIssue {
  key: string;
  message: string;
}

/** What values are judged by. */
export interface ConfigRules {
  keys: readonly ConfigKeyRule[];
  /** Keys that somebody called a false alarm, with a reason. */
  safeKeys: readonly string[];
  secretKeys: readonly string[];
}

function secretRefusal(key: string, what: string, tier: "block" | "warn"): Refusal {
  const way =
    tier === "warn" ? " If it is none, call it a false alarm and say why." : " Nobody can wave this through.";
  return {
    code: "secret_in_config",
    reason: `${key} looks like ${what}. Refer to a Secret of the cluster instead: a value never goes through here.${way}`,
  };
}

/** The first value that looks like a secret; null when none does. */
export function secretProblem(
  data: ConfigData,
  rules: Pick<ConfigRules, "safeKeys">,
): (Refusal & { key: string }) | null {
  for (const [key, value] of Object.entries(data)) {
    const found = secretFinding(key, value);
    if (!found || (found.tier === "warn" && rules.safeKeys.includes(key))) continue;
    return { ...secretRefusal(key, found.what, found.tier), key };
  }
  return null;
}

/** What is wrong with values before they are staged or saved, key by key; only keys that differ from `before` are judged. */
export function dataIssues(before: ConfigData, data: ConfigData, rules: ConfigRules): ConfigIssue[] {
  const byKey = new Map(rules.keys.map((rule) => [rule.key, rule]));
  const issues = changedKeys(before, data).flatMap((key): ConfigIssue[] => {
    const rule = byKey.get(key) ?? null;
    const value = data[key];
    if (rules.secretKeys.includes(key))
      return [{ key, message: "is held by a Secret of the cluster and is not set here" }];
    if (rule?.locked) return [{ key, message: "is locked: the platform sets it" }];
    if (value === undefined) return rule?.required ? [{ key, message: "is required" }] : [];
    const message = configValueProblem(rule, value);
    return message ? [{ key, message }] : [];
  });
  const [first = ""] = Object.keys(data);
  if (Object.keys(data).length > mostKeys)
    issues.push({ key: first, message: `is one of more than ${mostKeys} keys` });
  if (configBytes(data) > mostConfigBytes)
    issues.push({ key: first, message: "and the others are larger than 512 KiB" });
  return issues;
}
