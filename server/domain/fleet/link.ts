import type { ClusterLink } from "@/contracts/stream";

export type LinkState = ClusterLink["state"];

/** After this silence nothing is said about the health of what a cluster runs. */
export const silenceMs = 30_000;

/** Whether the cluster has been heard recently enough to judge by what was seen. Pure. */
export function isHeard(link: { state: LinkState; lastHeardAt: string | null }, now: number): boolean {
  if (link.state === "refused" || link.lastHeardAt === null) return false;
  return now - Date.parse(link.lastHeardAt) <= silenceMs;
}
