import { replaceEqualDeep } from "@tanstack/react-query";
import type { PodSeen } from "@/contracts/pod";
import type { ServiceDetail } from "@/contracts/service";
import { compareCursor } from "./cursor";

/** The same objects for the pods that did not change, wherever they stand now: their lines are not drawn again. */
function samePods(known: readonly PodSeen[], fresh: readonly PodSeen[]): PodSeen[] {
  const byUid = new Map(known.map((pod) => [pod.uid, pod]));
  return fresh.map((pod) => replaceEqualDeep(byUid.get(pod.uid), pod));
}

/**
 * What to show of a page when `fresh` arrives. The stream may have brought newer pods while the rest was on its way: those
 * stay, or a pod would vanish and come back. Parts that are equal stay the same objects. Pure.
 */
export function newestPods(known: ServiceDetail | undefined, fresh: ServiceDetail): ServiceDetail {
  if (!known) return fresh;
  const newest = compareCursor(fresh.cursor, known.cursor) >= 0 ? fresh : known;
  const rest: ServiceDetail = { ...fresh, pods: [], cursor: newest.cursor };
  return { ...replaceEqualDeep({ ...known, pods: [] }, rest), pods: samePods(known.pods, newest.pods) };
}
