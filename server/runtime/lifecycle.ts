import type { Server } from "node:http";
import type { Logger } from "pino";

const CUT_MS = 2500;

/** What a stopping program lets go of, in this order. */
export interface Stoppable {
  server: Server;
  /** Says "not ready" and refuses new streams; closes the open ones. */
  drain(): void;
  /** Ends connections to the outside once no request runs any more. */
  release(): Promise<void>;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // A connection that becomes idle after its last answer would be kept alive for a minute.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.once("close", () => clearInterval(sweep));
  });
}

/**
 * Stops a web program: not ready, streams closed and refused, no new connections, running requests end, then everything else.
 * What still runs after 2.5 s is cut.
 */
export async function stop(program: Stoppable): Promise<void> {
  program.drain();
  const cut = setTimeout(() => program.server.closeAllConnections(), CUT_MS);
  await closed(program.server);
  clearTimeout(cut);
  await Promise.race([program.release(), new Promise((resolve) => setTimeout(resolve, CUT_MS).unref())]);
}

/** Stops on SIGTERM and SIGINT, once, with exit code 0. What nobody caught is logged; an uncaught exception ends the program. */
export function onSignals(program: Stoppable, log: Logger): void {
  let stopping = false;
  const end = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    stop(program).then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "the stop failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.on("unhandledRejection", (error) =>
    log.error({ err: error }, "a promise was rejected and nobody listened"),
  );
  process.on("uncaughtException", (error) => {
    log.fatal({ err: error }, "an exception was not caught");
    process.exit(1);
  });
}
