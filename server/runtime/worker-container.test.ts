import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { startDevCluster } from "@/server/testing/dev-cluster";
import { freshDatabase } from "@/server/testing/postgres";
import type { WorkerEnv } from "./worker/env";
import { startWorker, type Worker } from "./worker-container";

const token = "0123456789abcdef";
const silent = pino({ level: "silent" });

async function start(env: Partial<WorkerEnv>): Promise<{ worker: Worker; url: string }> {
  const worker = await startWorker(
    {
      databaseUrl: "postgres://nobody:nothing@127.0.0.1:1/none",
      internalToken: token,
      kubeconfigs: {},
      host: "127.0.0.1",
      port: 0,
      registryUrl: undefined,
      prometheus: {},
      logLevel: "silent",
      ...env,
    },
    silent,
  );
  return { worker, url: `http://127.0.0.1:${worker.port}` };
}

/** Promises that nobody waits for while a test runs: each would end the program. */
function watchRejections(): unknown[] {
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  return rejections;
}

test("a worker without database and without clusters lives, says so, and stops", async () => {
  const rejections = watchRejections();
  const { worker, url } = await start({ kubeconfigs: { "dev-1": "/nowhere/kubeconfig.yaml" } });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const logs = await fetch(`${url}/internal/logs?cluster=dev-1&namespace=a&pod=b`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(logs.status).toBe(502);
  await worker.stop();
  expect(rejections).toEqual([]);
});

test("a worker with its cluster and database passes on what the cluster says about a log, and stops", async () => {
  const rejections = watchRejections();
  const [dev, database] = await Promise.all([startDevCluster(), freshDatabase()]);
  onTestFinished(async () => {
    await dev.close();
    await database.drop();
  });
  const { worker, url } = await start({
    databaseUrl: database.url,
    kubeconfigs: { "dev-1": dev.cluster.workerKubeconfig },
  });
  const missing = await fetch(`${url}/internal/logs?cluster=dev-1&namespace=default&pod=nobody`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(missing.status).toBe(404);
  expect(await missing.text()).toContain('pods "nobody" not found');
  await worker.stop();
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  expect(rejections).toEqual([]);
});
