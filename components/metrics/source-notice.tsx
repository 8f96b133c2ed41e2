import { Notice } from "@/components/ui/notice";
import type { MetricsFault } from "@/contracts/metrics";

/** Why figures are missing or old, and what can be done. The charts keep what they had. */
export function SourceNotice({ faults }: { faults: readonly MetricsFault[] }) {
  const told = faults.filter(
    ({ words }, index) => faults.findIndex((other) => other.words === words) === index,
  );
  return (
    <>
      {told.map(({ code, words }) => (
        <Notice key={words} tone={code === "notConfigured" ? "plain" : "amber"}>
          {words}
        </Notice>
      ))}
    </>
  );
}
