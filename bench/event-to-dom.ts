import type { Browser, Page } from "@playwright/test";
import { type Cluster, openCluster } from "@/e2e/support/cluster";
import { signedIn } from "./browser";
import { type GateResult, percentile, rounded } from "./gate";
import type { Access } from "./instance";
import { kubectlWatch } from "./kubectl-watch";
import { until } from "./until";

const rounds = 40;
const quietMs = 500;
const namespace = "platform-prod";
const service = "platform-edge-gateway";
const selector = `switchyard.internal/service=${service}`;

interface Pods {
  items: { metadata: { name: string; deletionTimestamp?: string } }[];
}

interface Objects {
  items: {
    metadata: { resourceVersion: string };
    spec?: { replicas?: number };
    status?: { readyReplicas?: number };
  }[];
}

/** What a page notes by itself, in ms since 1970. */
interface Noted {
  /** When a pod was first shown as ending, or no more. */
  ended: Record<string, number>;
  /** When a pod was first shown as ready. */
  ready: Record<string, number>;
}

/** Observes the document from now on. Runs in the page, so it stands on its own and names no function of its own. */
function note(): void {
  const noted: Noted = { ended: {}, ready: {} };
  Object.assign(window, { noted });
  let shown = [...document.querySelectorAll("[data-pod]")].map((row) => row.getAttribute("data-pod") ?? "");
  new MutationObserver(() => {
    const rows = [...document.querySelectorAll("[data-pod]")];
    const alive = rows
      .filter((row) => !row.textContent?.includes("ending"))
      .map((row) => row.getAttribute("data-pod") ?? "");
    for (const name of shown.filter((pod) => !alive.includes(pod))) noted.ended[name] ??= Date.now();
    shown = [...new Set([...shown, ...alive])];
    for (const row of rows)
      if (row.querySelector('svg[aria-label$=", ready"]'))
        noted.ready[row.getAttribute("data-pod") ?? ""] ??= Date.now();
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}

const notedBy = (page: Page) =>
  page.evaluate(() => (window as unknown as { noted: Noted }).noted satisfies Noted);

/** The same two moments as `kubectl get -w` prints them. */
function watchWithKubectl(kubectl: string, kubeconfig: string) {
  const noted: Noted = { ended: {}, ready: {} };
  let isOpen: true | undefined;
  const place = { kubectl, kubeconfig, namespace, selector };
  const stop = kubectlWatch(place, ([event, name = "", ready = "", status]) => {
    isOpen = true;
    if (event === "DELETED" || status === "Terminating") noted.ended[name] ??= Date.now();
    else if (status === "Running" && /^(\d+)\/\1$/.test(ready)) noted.ready[name] ??= Date.now();
  });
  return { noted, stop, isOpen: () => isOpen };
}

/**
 * Resolves when every replica is ready and nothing of the service moved for a while: the gates are of a quiet fleet. Not when
 * they are available, which takes a real cluster ten seconds more in each round.
 */
async function quiet(cluster: Cluster): Promise<void> {
  let seen = "";
  let since = Date.now();
  await until(async () => {
    const read = (api: string, kind: string) =>
      cluster.get<Objects>(`${api}/namespaces/${namespace}/${kind}?labelSelector=${selector}`);
    const [pods, deployments, slices] = await Promise.all([
      read("/api/v1", "pods"),
      read("/apis/apps/v1", "deployments"),
      read("/apis/discovery.k8s.io/v1", "endpointslices"),
    ]);
    const versions = [pods, deployments, slices]
      .flatMap((list) => list.items.map(({ metadata }) => metadata.resourceVersion))
      .join();
    const isReady = deployments.items.every(
      ({ spec, status }) => (status?.readyReplicas ?? 0) === spec?.replicas,
    );
    if (versions !== seen || !isReady) since = Date.now();
    seen = versions;
    return Date.now() - since >= quietMs || undefined;
  });
}

function gateOf(
  gate: Pick<GateResult, "id" | "goal">,
  samples: { dom: number[]; kubectl: number[] },
  holds: (dom: readonly [number, number], kubectl: readonly [number, number]) => boolean,
): GateResult {
  const halves = (values: number[]) =>
    [rounded(percentile(values, 0.5)), rounded(percentile(values, 0.95))] as const;
  const [dom, kubectl] = [halves(samples.dom), halves(samples.kubectl)];
  const figures = {
    domP50Ms: dom[0],
    domP95Ms: dom[1],
    kubectlP50Ms: kubectl[0],
    kubectlP95Ms: kubectl[1],
  };
  return { ...gate, figures, passed: holds(dom, kubectl) };
}

/**
 * F1: a pod's deletion at the API server, until the DOM shows it; D1: until its replacement is ready. Both against
 * `kubectl get -w` in the same run and of the same event.
 */
export async function measureEventToDom(parts: {
  browser: Browser;
  access: Access;
  kubectl: string;
}): Promise<GateResult[]> {
  const { access } = parts;
  const kubeconfig = access.kubeconfigs["prod-1"] ?? "";
  const cluster = openCluster(kubeconfig);
  const query = `labelSelector=${selector}`;
  const page = await signedIn(parts.browser, access.url, "payment-dev-1");
  await page.goto(`/s/${service}/production`);
  await page.locator("[data-pod]").first().waitFor();
  await page.evaluate(note);
  const watch = watchWithKubectl(parts.kubectl, kubeconfig);
  await until(watch.isOpen);
  const ended = { dom: [] as number[], kubectl: [] as number[] };
  const ready = { dom: [] as number[], kubectl: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    const { items } = await cluster.get<Pods>(`/api/v1/namespaces/${namespace}/pods?${query}`);
    const known = new Set([...items.map(({ metadata }) => metadata.name), ...Object.keys(watch.noted.ready)]);
    const pod = items.find(({ metadata }) => !metadata.deletionTimestamp)?.metadata.name ?? "";
    const since = Date.now();
    await cluster.send("DELETE", `/api/v1/namespaces/${namespace}/pods/${pod}`);
    ended.kubectl.push((await until(() => watch.noted.ended[pod])) - since);
    ended.dom.push((await until(async () => (await notedBy(page)).ended[pod])) - since);
    const next = await until(() => Object.keys(watch.noted.ready).find((name) => !known.has(name)));
    ready.kubectl.push((watch.noted.ready[next] ?? 0) - since);
    ready.dom.push((await until(async () => (await notedBy(page)).ready[next])) - since);
    await quiet(cluster);
  }
  watch.stop();
  await page.context().close();
  return [
    gateOf(
      { id: "F1", goal: "event to DOM: p50 <= max(2.5x, +10 ms), p95 <= max(2x, +40 ms) of kubectl get -w" },
      ended,
      (dom, kubectl) =>
        dom[0] <= Math.max(2.5 * kubectl[0], kubectl[0] + 10) &&
        dom[1] <= Math.max(2 * kubectl[1], kubectl[1] + 40),
    ),
    gateOf(
      { id: "D1", goal: "its replacement ready to DOM: p95 <= kubectl get pods -w + 50 ms" },
      ready,
      (dom, kubectl) => dom[1] <= kubectl[1] + 50,
    ),
  ];
}
