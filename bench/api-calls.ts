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
  requests: { verb: string; resource: string; count: number }[];
}

/** The worker's heartbeat, and a watch that it opens again after the server ended it, go on by themselves. */
const isAsked = ({ verb, resource }: Counts["requests"][number]) =>
  verb !== "watch" && resource !== "/version";

/** A1: cluster API requests that viewers cause; the sandbox counts them. dev-1, because no deployment works on it meanwhile. */
export async function measureApiCalls(parts: { browser: Browser; access: Access }): Promise<GateResult> {
  const cluster = openCluster(parts.access.kubeconfigs["dev-1"] ?? "");
  const counts = async () => {
    const { openWatches, requests } = await cluster.get<Counts>("/sandbox/v1/requests");
    return JSON.stringify({
      openWatches,
      requests: requests.filter(isAsked),
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
  await Promise.all(viewers.map((page) => page.context().close()));
  return {
    id: "A1",
    goal: "page views cause 0 cluster API requests, and open watches do not grow with viewers",
    passed: before === after,
    figures: { pageViews: pages.length * viewers.length, changed: before === after ? 0 : 1 },
  };
}
