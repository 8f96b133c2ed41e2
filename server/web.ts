import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { exportForNextAuth, readWebEnv } from "@/server/runtime/env";
import { onSignals } from "@/server/runtime/lifecycle";
import { makeLogger } from "@/server/runtime/logger";
import { pageGuard } from "@/server/runtime/page-guard";
import { startWebContainer } from "@/server/runtime/web-container";
import { openWebDoor } from "@/server/runtime/web-door";

/** Paths that the API answers itself; everything else is a page. */
const ownPath = /^\/(api\/v1(\/|\?|$)|healthz|readyz|metrics)/;

/** The web program: API and live stream from Hono, pages from Next, one process, one port. */
async function main(): Promise<void> {
  const env = readWebEnv();
  exportForNextAuth(env);
  const log = makeLogger("web", env.logLevel);
  const pages = next({ dev: env.dev, dir: process.cwd(), hostname: "localhost", port: env.port });
  const [container] = await Promise.all([startWebContainer(env, log), pages.prepare()]);
  openWebDoor(container.door);
  const answerPage = pages.getRequestHandler();
  const answerApi = getRequestListener(container.api.fetch, { overrideGlobalObjects: false });

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (ownPath.test(request.url ?? "")) {
      void answerApi(request, response);
      return;
    }
    if (!pageGuard(request, response)) return;
    answerPage(request, response).catch((error: unknown) => {
      log.error({ err: error, url: request.url }, "a page failed");
      response.destroy();
    });
  });
  server.headersTimeout = 15_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  const upgrade = pages.getUpgradeHandler();
  if (env.dev) server.on("upgrade", (request, socket, head) => void upgrade(request, socket, head));

  onSignals({ server, drain: container.drain, release: container.release }, log);
  server.listen(env.port, env.host, () => log.info({ address: server.address() }, "listening"));
  server.on("error", (error) => {
    log.fatal({ err: error }, "the server cannot listen");
    process.exit(1);
  });
}

await main();
