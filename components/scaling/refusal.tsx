import { Notice } from "@/components/ui/notice";
import type { Problem } from "@/contracts/problem";

/** Why a change was refused: the sentence, the code, and who can lift it. */
export function Refusal({ problem }: { problem: Problem | null }) {
  if (problem === null) return null;
  return (
    <Notice tone="red">
      {problem.detail} <span className="mono xs">{problem.code}</span>
      {problem.whoCan ? <span className="block dim">Can lift it: {problem.whoCan.join(", ")}</span> : null}
    </Notice>
  );
}
