import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "@/sandbox/start-sandbox";
import { describeClusterContract } from "@/server/testing/cluster-contract";

describeClusterContract("the sandbox", async () => {
  const data = await mkdtemp(join(tmpdir(), "switchyard-contract-"));
  const sandbox = await startSandbox({
    data,
    organization: join(process.cwd(), "database", "demo-org.yaml"),
    clusters: ["dev-1"],
    saveEveryMs: 3_600_000,
  });
  return {
    kubeconfig: sandbox.cluster("dev-1").kubeconfig,
    image: "registry.demo.internal/payment/payment-gateway-api:1.33.1-b200-658c3fe",
    async close() {
      await sandbox.close();
      await rm(data, { recursive: true, force: true });
    },
  };
});
