import type { Finding } from "@/contracts/finding";
import type { DiagnosisCase } from "./diagnosis-case";
import { shortened } from "./sentences";

type Parts = Pick<Finding, "rule" | "class" | "sentence" | "nextStep"> & {
  evidence?: readonly string[];
  since?: string | undefined;
  /** Default: the workload itself. */
  subject?: { kind: string; name: string };
  /** Pods that it concerns; default: all that are wanted. */
  count?: number;
};

/** A finding about a workload or what surrounds it, not about single pods. */
export function workloadFinding(facts: DiagnosisCase, parts: Parts): Finding {
  const { evidence = [], since, subject, count, ...rest } = parts;
  return {
    ...rest,
    evidence: evidence.filter((text) => text !== "").map((text) => shortened(text)),
    subjects: [subject ?? { kind: "Deployment", name: facts.workload }],
    count: count ?? facts.wanted,
    of: facts.wanted,
    ...(since === undefined || since === "" ? {} : { since }),
  };
}
