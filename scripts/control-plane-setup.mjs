import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { machinesOf } from "./control-plane-nodes.mjs";
import { documentsIn, stagesOf } from "./control-plane-stages.mjs";
import { Fault } from "./fault.mjs";

const TIMEOUT_MS = 60_000;
const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** What `kubectl logs` shows of a fake pod, in the format of container runtimes. */
const LINES = ["configuration loaded", "listening on 0.0.0.0:8080", "health check answered 200"];

/**
 * Fills a control plane that is ready: roles, and with nodes also kwok's definitions, stages, machines and metrics.
 * Safe to repeat on a folder that was kept.
 */
export async function setUpCluster({ plan, parts, administrator, wish, cluster }) {
  const { manifests, bin } = plan;
  const assets = join(bin, "assets");
  await administrator.apply(await documentsIn(join(manifests, "access.yaml")));
  if (!parts.kwok) return;

  await administrator.apply(await documentsIn(join(assets, "kwok-definitions.yaml")));
  const { nodes, ingress } = await machinesOf(cluster);
  if (!(await administrator.allHave(DEFINITIONS, "Established", TIMEOUT_MS)))
    throw new Fault("kwok's definitions were not established.", `See ${parts["kube-apiserver"].log}.`);
  const stages = await stagesOf({
    assets,
    manifests,
    pace: wish.pace ?? "swift",
    faultyImages: wish.faultyImages ?? {},
  });
  await administrator.apply([
    ...stages,
    ...(await documentsIn(join(manifests, "pods.yaml"), logFiles(plan.folder))),
  ]);
  await administrator.apply([...nodes, ingress]);
  parts.kwok.start();
  if (parts["metrics-server"]) await startMetrics({ plan, parts, administrator });
  if (!(await administrator.allHave("/api/v1/nodes", "Ready", TIMEOUT_MS)))
    throw new Fault("The fake nodes did not become ready.", `See ${parts.kwok.log}.`);
}

async function startMetrics({ plan, parts, administrator }) {
  parts["metrics-server"].start();
  const values = {
    PORT: plan.ports.metrics,
    CA: readFileSync(join(plan.folder, "pki", "ca.crt")).toString("base64"),
  };
  await administrator.apply(await documentsIn(join(plan.manifests, "metrics.yaml"), values));
}

function logFiles(folder) {
  const write = (name, lines) => {
    const file = join(folder, name);
    const now = Date.now();
    const stamp = (index) => new Date(now + index).toISOString().replace("Z", "000000Z");
    writeFileSync(file, lines.map((line, index) => `${stamp(index)} stdout F ${line}\n`).join(""));
    return file;
  };
  return {
    LOGS: write("pod.log", LINES),
    PREVIOUS: write("pod-before.log", [
      LINES[0],
      "uncaught exception: connection refused by upstream, exiting",
    ]),
  };
}
