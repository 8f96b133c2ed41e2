import { expect } from "@playwright/test";
import type { Cluster } from "./cluster";
import { byHand } from "./database";

interface KubeEvent {
  metadata: { name: string; uid: string };
  reason: string;
  involvedObject: { name: string };
}

/** An hour passes: the cluster forgets the back-offs of a pod, and what Postgres keeps of them becomes old. Answers how many. */
export async function forgetBackOffs(
  cluster: Cluster,
  place: { cluster: string; namespace: string; pod: string },
): Promise<number> {
  const path = `/api/v1/namespaces/${place.namespace}/events`;
  const backOffs = async () =>
    (await cluster.get<{ items: KubeEvent[] }>(path)).items.filter(
      ({ reason, involvedObject }) => reason === "BackOff" && involvedObject.name === place.pod,
    );
  await expect.poll(async () => (await backOffs()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  const events = await backOffs();
  for (const { metadata } of events) await cluster.send("DELETE", `${path}/${metadata.name}`);
  const uids = events.map(({ metadata }) => metadata.uid);
  const grownOld = () =>
    byHand(
      `update cluster_event set first_at = now() - interval '4 h', last_at = now() - interval '3 h', count = 14
        where cluster = $1 and uid = any($2) returning uid`,
      [place.cluster, uids],
    );
  // An event of this second may not have reached Postgres yet.
  await expect.poll(async () => (await grownOld()).length).toBe(uids.length);
  return events.length;
}
