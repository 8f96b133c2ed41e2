/**
 * The sandbox says once per start, as one JSON line, where its clusters and its registry are.
 * @param {string} line
 * @returns {{registry: string, clusters: {name: string, url: string, kubeconfig: string, workerKubeconfig: string, prometheus?: string}[]} | undefined}
 */
export function sandboxReady(line) {
  if (!line.startsWith("{")) return undefined;
  try {
    const entry = JSON.parse(line);
    return entry.ready === true && Array.isArray(entry.clusters) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** Kubeconfig per cluster: "kubeconfig" is the one for people, "workerKubeconfig" the one for the worker. */
export const kubeconfigsBy = (ready, field) =>
  Object.fromEntries(ready.clusters.map((cluster) => [cluster.name, cluster[field]]));

/** URL of the Prometheus API per cluster; real control planes have none. */
export const prometheusBy = (ready) =>
  Object.fromEntries(
    ready.clusters.filter(({ prometheus }) => prometheus).map(({ name, prometheus }) => [name, prometheus]),
  );
