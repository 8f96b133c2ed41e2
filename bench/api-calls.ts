import type { Browser } from "@playwright/test";
import { openCluster } from "@/e2e/support/cluster";
import { signedIn } from "./browser";
import type { GateResult } from "./gate";
import type { Access } from "./instance";

const pages = [
  "/services?env=dev",
  "/s/payment-history-api/dev",
  "/s/payment-history-api/dev/deploy",
  "/rollouts",
  "/history",
];

interface Counts {
  openWatches: number;
  requests: { resource: string; count: number }[];
}

/** A1: cluster API requests that viewers cause; the sandbox counts them. dev-1, because no deployment works on it meanwhile. */
export async function measureApiCalls(parts: { browser: Browser; access: Access }): Promise<GateResult> {
  const cluster = openCluster(parts.access.kubeconfigs["dev-1"] ?? "");
  // The worker's heartbeat is the one request that goes on by itself.
  const counts = async () => {
    const { openWatches, requests } = await cluster.get<Counts>("/sandbox/v1/requests");
    return JSON.stringify({
      openWatches,
      requests: requests.filter(({ resource }) => resource !== "/version"),
    });
  };
  const viewers = await Promise.all(
    ["payment-dev-1", "payment-lead", "auditor"].map((name) =>
      signedIn(parts.browser, parts.access.url, name),
    ),
  );
  const before = await counts();
  for (const path of pages) await Promise.all(viewers.map((page) => page.goto(path)));
  const after = await counts();
  return {
    id: "A1",
    goal: "page views cause 0 cluster API requests, and open watches do not grow with viewers",
    passed: before === after,
    figures: { pageViews: pages.length * viewers.length, changed: before === after ? 0 : 1 },
  };
}
