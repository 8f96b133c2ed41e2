import type { ServiceDetail } from "@/contracts/service";
import { compareCursor } from "./cursor";

/**
 * What to show of a page when `fresh` arrives. The stream may have brought newer pods while the rest was on its way: those
 * stay, or a pod would vanish and come back. Pure.
 */
export function newestPods(known: ServiceDetail | undefined, fresh: ServiceDetail): ServiceDetail {
  if (!known || compareCursor(fresh.cursor, known.cursor) >= 0) return fresh;
  return { ...fresh, pods: known.pods, cursor: known.cursor };
}
