import type { Manifest } from "@/contracts/manifest";
import { createKubeClient } from "@/server/adapters/kubernetes/client/kube-client";
import { unpackBundle } from "@/server/adapters/postgres/bundle-codec";
import type { Connection } from "@/server/adapters/postgres/connection";
import { fieldManagers } from "@/server/domain/rollout/target";
import { applyTarget } from "./apply-release";
import { type ClusterWriter, createClusterWriter } from "./cluster-writer";
import { namespaceObjects } from "./namespace-objects";
import { type SeededTarget, seededTargets } from "./running-release";

/** Targets of one cluster that are written at the same time. */
const parallel = 12;

async function loadBundles(connection: Connection): Promise<(sha256: string) => readonly Manifest[]> {
  const rows = await connection.selectFrom("bundle").select(["sha256", "objects"]).execute();
  const packed = new Map(rows.map((row) => [row.sha256, row.objects]));
  return (sha256) => {
    const bytes = packed.get(sha256);
    if (!bytes) throw new Error(`There is no bundle ${sha256}.`);
    return unpackBundle(bytes);
  };
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: parallel }, next));
}

async function applyNamespaces(writer: ClusterWriter, targets: readonly SeededTarget[]): Promise<void> {
  const names = [...new Set(targets.map(({ namespace }) => namespace))];
  await inParallel(names, async (name) => {
    const objects = namespaceObjects(targets.filter(({ namespace }) => namespace === name));
    if (!objects) return;
    await writer.apply(objects.namespace, fieldManagers.deploy);
    await writer.apply(objects.quota, fieldManagers.deploy);
  });
}

/**
 * Brings every cluster to where the imported history says it is: namespaces, quotas, and per target all objects with our field
 * managers. May be repeated. Clusters without a target stay empty.
 * @param kubeconfigs path of a kubeconfig by cluster name
 * @param services only these; all of them when left out
 * @returns number of targets that were written
 */
export async function applyWorkloads(
  connection: Connection,
  kubeconfigs: Readonly<Record<string, string>>,
  services?: readonly string[],
): Promise<number> {
  const all = await seededTargets(connection, Object.keys(kubeconfigs));
  const targets = all.filter(({ service }) => services?.includes(service) ?? true);
  const bundle = await loadBundles(connection);
  const clusters = [...new Set(targets.map(({ cluster }) => cluster))];
  await Promise.all(
    clusters.map(async (cluster) => {
      const client = createKubeClient({ kubeconfig: kubeconfigs[cluster] ?? "" });
      const writer = createClusterWriter(client);
      const here = targets.filter((target) => target.cluster === cluster);
      try {
        await applyNamespaces(writer, here);
        await inParallel(here, (target) => applyTarget({ writer, target, bundle }));
      } finally {
        client.close();
      }
    }),
  );
  return targets.length;
}
