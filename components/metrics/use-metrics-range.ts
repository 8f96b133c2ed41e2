import { parseAsStringLiteral, useQueryState } from "nuqs";
import type { MetricsRange } from "@/components/queries/metrics";

/** Ranges that charts offer. */
export const rangeSegments = [
  { value: "1h", label: "1 h" },
  { value: "6h", label: "6 h" },
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 d" },
] as const;
export type RangeName = (typeof rangeSegments)[number]["value"];

const hours: Readonly<Record<RangeName, MetricsRange>> = { "1h": 1, "6h": 6, "24h": 24, "7d": 168 };

/** How far back is looked; it stands in the address, so that a view can be sent to somebody. */
export function useMetricsRange(usual: RangeName) {
  const names = rangeSegments.map(({ value }) => value);
  const [range, setRange] = useQueryState("range", parseAsStringLiteral(names).withDefault(usual));
  return { range, setRange, hours: hours[range] };
}
