"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import type { Plan } from "@/contracts/plan";
import { ChangeSummary } from "./change-summary";
import "./plan.css";

const ObjectDiffs = dynamic(() => import("./object-diffs").then((module) => module.ObjectDiffs), {
  ssr: false,
});

const forms = [
  { value: "summary", label: "Summary" },
  { value: "lines", label: "Changed lines" },
  { value: "yaml", label: "Raw YAML" },
] as const;
type Form = (typeof forms)[number]["value"];

/** "9 objects: 2 new, 3 changed, 4 same". */
export function countSentence({ counts, objects }: Plan): string {
  const parts = (["new", "changed", "removed", "same"] as const).filter((key) => counts[key] > 0);
  return `${objects.length} objects: ${parts.map((key) => `${counts[key]} ${key}`).join(", ")}`;
}

/** What changes, as words, as changed lines, or as the exact manifests. The same in the deploy dialog and in the review. */
export function PlanChanges({ plan, title }: { plan: Plan; title: ReactNode }) {
  const [form, setForm] = useState<Form>("summary");
  return (
    <>
      <div className="bar">
        <b className="step">{title}</b>
        <span className="dim">{countSentence(plan)}</span>
        <Segmented className="push" label="Form" value={form} segments={forms} onChange={setForm} />
      </div>
      {form === "summary" ? (
        <ChangeSummary plan={plan} />
      ) : (
        <ObjectDiffs objects={plan.objects} raw={form === "yaml"} />
      )}
    </>
  );
}
