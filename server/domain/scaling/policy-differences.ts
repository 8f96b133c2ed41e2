import type { HpaField, HpaSeen } from "@/server/domain/rollout/observation";
import type { HpaBounds } from "./bounds";

/** What an autoscaler should say; a null part is not known, or not ours to say. */
export interface PolicyExpected {
  bounds: HpaBounds | null;
  targetCpuPercent: number | null;
  scaleDownSeconds: number | null;
}

/** One part of an autoscaler that is not as the policy says. */
export interface PolicyDifference {
  field: HpaField;
  /** What the cluster has; null: nothing. */
  seen: number | null;
  /** What the policy says; null: it does not say, but somebody else owns the field. */
  expected: number | null;
  /** Who wrote it by hand, and when (ISO 8601); null when nobody but Switchyard owns the field. */
  manager: string | null;
  at: string | null;
}

/**
 * Where an autoscaler differs from the policy, with the field manager of an edit by hand. A field with the right value is no
 * difference, whoever owns it.
 */
export function policyDifferences(hpa: HpaSeen, expected: PolicyExpected): readonly PolicyDifference[] {
  const cpu = hpa.metrics?.find(({ name }) => name === "cpu");
  const pairs: readonly [HpaField, number | null | undefined, number | null][] = [
    ["minReplicas", hpa.min, expected.bounds?.min ?? null],
    ["maxReplicas", hpa.max, expected.bounds?.max ?? null],
    ["metrics", hpa.metrics === undefined ? undefined : (cpu?.target ?? null), expected.targetCpuPercent],
    ["behavior", hpa.scaleDownSeconds, expected.scaleDownSeconds],
  ];
  return pairs.flatMap(([field, seen, wanted]) => {
    const editor = hpa.editors?.find((each) => each.field === field);
    if (seen === undefined || seen === wanted || (wanted === null && editor === undefined)) return [];
    return [{ field, seen, expected: wanted, manager: editor?.manager ?? null, at: editor?.at ?? null }];
  });
}
