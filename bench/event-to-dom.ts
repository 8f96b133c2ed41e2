import { spawn } from "node:child_process";
import type { Browser } from "@playwright/test";
import { openCluster } from "@/e2e/support/cluster";
import { signedIn } from "./browser";
import { type GateResult, percentile, rounded } from "./gate";
import type { Access } from "./instance";

const rounds = 15;
const namespace = "platform-prod";
const service = "platform-edge-gateway";

interface Pods {
  items: { metadata: { name: string; deletionTimestamp?: string } }[];
}

/** Times at which `kubectl get pods -w` first printed a pod as Terminating. */
function kubectlWatch(kubectl: string, kubeconfig: string) {
  const seen = new Map<string, number>();
  const selector = `switchyard.internal/service=${service}`;
  const child = spawn(kubectl, [
    "--kubeconfig",
    kubeconfig,
    "-n",
    namespace,
    "get",
    "pods",
    "-l",
    selector,
    "-w",
  ]);
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const now = Date.now();
    for (const line of text.split("\n")) {
      const [name, , status] = line.split(/\s+/);
      if (name && status === "Terminating" && !seen.has(name)) seen.set(name, now);
    }
  });
  return { seen, stop: () => child.kill() };
}

/** Asks seldom: both sides note their times by themselves, and asking must not disturb them. */
async function until<T>(read: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** F1: a pod's deletion at the API server, until the DOM shows it, against `kubectl get -w` in the same run. */
export async function measureEventToDom(parts: {
  browser: Browser;
  access: Access;
  kubectl: string;
}): Promise<GateResult> {
  const { access } = parts;
  const kubeconfig = access.kubeconfigs["prod-1"] ?? "";
  const cluster = openCluster(kubeconfig);
  const page = await signedIn(parts.browser, access.url, "payment-dev-1");
  await page.goto(`/s/${service}/production`);
  await page.locator("[data-pod]").first().waitFor();
  await page.evaluate(() => {
    const seen: Record<string, number> = {};
    Object.assign(window, { seen });
    new MutationObserver(() => {
      for (const row of document.querySelectorAll("[data-pod]")) {
        const name = row.getAttribute("data-pod") ?? "";
        if (row.textContent?.includes("ending") && !(name in seen)) seen[name] = Date.now();
      }
    }).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  const watch = kubectlWatch(parts.kubectl, kubeconfig);
  const [dom, cli]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const pods = await cluster.get<Pods>(
      `/api/v1/namespaces/${namespace}/pods?labelSelector=switchyard.internal/service=${service}`,
    );
    const pod =
      pods.items.find((item) => !item.metadata.deletionTimestamp && !watch.seen.has(item.metadata.name))
        ?.metadata.name ?? "";
    const since = Date.now();
    await cluster.send("DELETE", `/api/v1/namespaces/${namespace}/pods/${pod}`);
    const printed = await until(() => watch.seen.get(pod));
    const shown = await until(() =>
      page.evaluate((name) => (window as unknown as { seen: Record<string, number> }).seen[name], pod),
    );
    dom.push(shown - since);
    cli.push(printed - since);
    await until(async () => {
      const scale = await cluster.get<Pods>(
        `/api/v1/namespaces/${namespace}/pods?labelSelector=switchyard.internal/service=${service}`,
      );
      return scale.items.every((item) => !item.metadata.deletionTimestamp) ? true : undefined;
    });
  }
  watch.stop();
  await page.context().close();
  const figures = {
    domP50Ms: rounded(percentile(dom, 0.5)),
    domP95Ms: rounded(percentile(dom, 0.95)),
    kubectlP50Ms: rounded(percentile(cli, 0.5)),
    kubectlP95Ms: rounded(percentile(cli, 0.95)),
  };
  const passed =
    figures.domP50Ms <= Math.max(2.5 * figures.kubectlP50Ms, figures.kubectlP50Ms + 10) &&
    figures.domP95Ms <= Math.max(2 * figures.kubectlP95Ms, figures.kubectlP95Ms + 40);
  return {
    id: "F1",
    goal: "event to DOM: p50 <= max(2.5x, +10 ms), p95 <= max(2x, +40 ms) of kubectl get -w",
    passed,
    figures,
  };
}
