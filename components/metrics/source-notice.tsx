import { Notice } from "@/components/ui/notice";
import type { MetricsFault } from "@/contracts/metrics";

/** Why figures are missing or old, and what can be done. The charts keep what they had. */
export function SourceNotice({ faults }: { faults: readonly MetricsFault[] }) {
  const words = [...new Set(faults.map((fault) => fault.words))];
  return (
    <>
      {words.map((sentence) => (
        <Notice key={sentence} tone="amber">
          {sentence}
        </Notice>
      ))}
    </>
  );
}
