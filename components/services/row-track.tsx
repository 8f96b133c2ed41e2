import { MiniTrack } from "@/components/track/mini-track";
import type { PodMark } from "@/components/track/pod-mark";
import type { ColorState, ServiceRow } from "@/contracts/service";

function markOf(color: ColorState | undefined): PodMark | undefined {
  if (!color || color.wanted === 0 || color.role === "idle") return undefined;
  if (color.failing > 0) return "fail";
  return color.ready < color.wanted ? "start" : "idle";
}

/** The points of one service in a row: who serves, and whether the other color is coming up or kept warm. */
export function RowTrack({ row }: { row: ServiceRow }) {
  if (!row.present) return null;
  if (row.strategy === "rolling") return <MiniTrack serving="plain" label="rolling update, no colors" />;
  if (row.strategy === "cron") return <MiniTrack serving="job" label="scheduled job" />;
  if (!row.serving) return <MiniTrack serving="none" label="nothing serves" />;
  const other = row.colors.find((color) => color.color !== row.serving);
  const mark = markOf(other);
  const words = other && mark ? `, ${other.color} is ${other.role}` : "";
  return <MiniTrack serving={row.serving} candidate={mark} label={`${row.serving} serves${words}`} />;
}
