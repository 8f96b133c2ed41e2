import { Segmented } from "@/components/ui/segmented";
import { type RangeName, rangeSegments } from "./use-metrics-range";

/** The ranges as one joined row. */
export function RangeChoice({ range, onChange }: { range: RangeName; onChange: (range: RangeName) => void }) {
  return (
    <Segmented className="push" label="Range" value={range} segments={rangeSegments} onChange={onChange} />
  );
}
