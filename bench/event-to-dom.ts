import type { Browser, Page } from "@playwright/test";
import { openCluster } from "@/e2e/support/cluster";
import { signedIn } from "./browser";
import { type GateResult, percentile, rounded } from "./gate";
import type { Access } from "./instance";
import { kubectlWatch } from "./kubectl-watch";
import { until } from "./until";

const rounds = 15;
/** The page has long shown by then what kubectl printed (ms). */
const shownMs = 3000;
const namespace = "platform-prod";
const service = "platform-edge-gateway";
const selector = `switchyard.internal/service=${service}`;

interface Pods {
  items: { metadata: { name: string; deletionTimestamp?: string } }[];
}

interface Deployments {
  items: { spec: { replicas: number }; status: { availableReplicas?: number } }[];
}

/** What a page notes by itself, in ms since 1970. */
interface Noted {
  /** When a pod was first shown as ending, or no more. */
  ended: Record<string, number>;
  /** Each time all pods of the color with the traffic became ready. */
  complete: number[];
}

/** Observes the document from now on. Runs in the page, so it stands on its own. */
function note(): void {
  const noted: Noted = { ended: {}, complete: [] };
  Object.assign(window, { noted });
  let shown = [...document.querySelectorAll("[data-pod]")].map((row) => row.getAttribute("data-pod") ?? "");
  let wasComplete = true;
  new MutationObserver(() => {
    const alive = [...document.querySelectorAll("[data-pod]")]
      .filter((row) => !row.textContent?.includes("ending"))
      .map((row) => row.getAttribute("data-pod") ?? "");
    for (const name of shown.filter((pod) => !alive.includes(pod))) noted.ended[name] ??= Date.now();
    shown = [...new Set([...shown, ...alive])];
    const sizes = [...document.querySelectorAll("#main svg text")]
      .map((text) => /^(\d+) of (\d+) ready, room/.exec(text.textContent ?? ""))
      .find((found) => found !== null);
    const isComplete = sizes !== undefined && sizes[1] === sizes[2];
    if (isComplete && !wasComplete) noted.complete.push(Date.now());
    wasComplete = isComplete;
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

const notedBy = (page: Page) =>
  page.evaluate(() => (window as unknown as { noted: Noted }).noted satisfies Noted);

/** The same two moments as `kubectl get -w` prints them. */
function watchWithKubectl(kubectl: string, kubeconfig: string) {
  const noted: Noted = { ended: {}, complete: [] };
  const place = { kubectl, kubeconfig, namespace, selector };
  let isComplete = true;
  const open = new Set<string>();
  const stops = [
    kubectlWatch({ ...place, kind: "pods" }, ([event, name = "", , status]) => {
      open.add("pods");
      if (event === "DELETED" || status === "Terminating") noted.ended[name] ??= Date.now();
    }),
    kubectlWatch({ ...place, kind: "deployments" }, ([, , sizes = ""]) => {
      open.add("deployments");
      const [ready, wanted] = sizes.split("/");
      if (wanted === undefined || wanted === "0") return;
      if (!isComplete && ready === wanted) noted.complete.push(Date.now());
      isComplete = ready === wanted;
    }),
  ];
  return {
    noted,
    isOpen: () => open.size === stops.length || undefined,
    stop() {
      for (const stop of stops) stop();
    },
  };
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
    rounds: samples.dom.length,
  };
  return { ...gate, figures, passed: holds(dom, kubectl) };
}

/**
 * F1: a pod's deletion at the API server, until the DOM shows it; D1: until all pods are ready again. Both against
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
  const complete = { dom: [] as number[], kubectl: [] as number[] };
  for (let round = 1; round <= rounds; round += 1) {
    const { items } = await cluster.get<Pods>(`/api/v1/namespaces/${namespace}/pods?${query}`);
    const pod =
      items.find(({ metadata }) => !metadata.deletionTimestamp && !(metadata.name in watch.noted.ended))
        ?.metadata.name ?? "";
    const since = Date.now();
    await cluster.send("DELETE", `/api/v1/namespaces/${namespace}/pods/${pod}`);
    ended.kubectl.push((await until(() => watch.noted.ended[pod])) - since);
    ended.dom.push((await until(async () => (await notedBy(page)).ended[pod])) - since);
    const last = (noted: Noted) => noted.complete.findLast((at) => at > since);
    const printed = await until(() => last(watch.noted));
    // A gap that is over before the next frame is never shown, and the page was right all along: nothing to compare.
    const shown = await until(async () => last(await notedBy(page)), shownMs).catch(() => undefined);
    if (shown !== undefined) {
      complete.kubectl.push(printed - since);
      complete.dom.push(shown - since);
    }
    await until(async () => {
      const deployments = await cluster.get<Deployments>(
        `/apis/apps/v1/namespaces/${namespace}/deployments?${query}`,
      );
      return (
        deployments.items.every(({ spec, status }) => (status.availableReplicas ?? 0) === spec.replicas) ||
        undefined
      );
    });
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
      { id: "D1", goal: "all pods ready to DOM: p95 <= kubectl get deployments -w + 50 ms" },
      complete,
      (dom, kubectl) => complete.dom.length > rounds / 2 && dom[1] <= kubectl[1] + 50,
    ),
  ];
}
