import { openCluster } from "./cluster";
import { byHand } from "./database";
import { readAccess } from "./test";

interface Counts {
  openWatches: number;
  requests: { verb: string; resource: string; count: number }[];
}

/** The worker's heartbeat, and a watch that it opens again after the server ended it, go on by themselves. */
const isAsked = ({ verb, resource }: Counts["requests"][number]) =>
  verb !== "watch" && resource !== "/version";

/**
 * Gives a reading of what a cluster was asked for, and of the watches open on it. The daily round, which looks at every
 * target once a day at a moment of its own, comes an hour later.
 */
export async function countRequests(cluster: string): Promise<() => Promise<Counts>> {
  await byHand(
    "update target set reconcile_at = now() + interval '1 hour' where cluster = $1 and reconcile_at < now() + interval '1 hour'",
    [cluster],
  );
  const server = openCluster(readAccess().kubeconfigs[cluster] ?? `no kubeconfig of ${cluster}`);
  return async () => {
    const { openWatches, requests } = await server.get<Counts>("/sandbox/v1/requests");
    return { openWatches, requests: requests.filter(isAsked) };
  };
}
