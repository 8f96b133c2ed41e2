import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningCluster } from "@/sandbox/running-cluster";
import type { KubeletProfile } from "@/sandbox/sim/kubelet/kubelet-profile";
import { startSandbox } from "@/sandbox/start-sandbox";

/** An image of the demo organization whose pods become ready. */
export const goodImage = "registry.demo.internal/payment/payment-gateway-api:1.33.1-b200-658c3fe";

/** Cluster dev-1 of the sandbox in this process, in real time, with a folder of its own. Close it in `afterAll`. */
export async function startDevCluster(
  options: { profile?: Partial<KubeletProfile> } = {},
): Promise<{ cluster: RunningCluster; close(): Promise<void> }> {
  const data = await mkdtemp(join(tmpdir(), "switchyard-cluster-"));
  const organization = join(process.cwd(), "database", "demo-org.yaml");
  const sandbox = await startSandbox({
    data,
    organization,
    clusters: ["dev-1"],
    saveEveryMs: 3_600_000,
    ...options,
  });
  return {
    cluster: sandbox.cluster("dev-1"),
    async close() {
      await sandbox.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
