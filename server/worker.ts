import { makeLogger } from "@/server/runtime/logger";
import { readWorkerEnv } from "@/server/runtime/worker/env";
import { startWorker } from "@/server/runtime/worker-container";

/** What is still open this long after the signal is cut, in ms. */
const grace = 9_000;

const env = readWorkerEnv();
const log = makeLogger("worker", env.logLevel);

// A promise that nobody waited for is a bug to be read, not a reason to stop observing and releasing.
process.on("unhandledRejection", (reason) => log.error({ err: reason }, "unhandled rejection"));

const worker = await startWorker(env, log);
log.info({ port: worker.port, clusters: Object.keys(env.kubeconfigs) }, "worker is ready");

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "worker stops");
  setTimeout(() => process.exit(0), grace).unref();
  await worker.stop();
  process.exit(0);
}

process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
