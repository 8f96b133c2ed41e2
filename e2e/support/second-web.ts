import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { databaseUrl } from "./database";

/** A `web` beside the instance's own, over the same Postgres. */
export interface SecondWeb {
  url: string;
  start(settings: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** Prepares the built `web` program with settings of its own. Its address is known before it starts. */
export async function secondWeb(): Promise<SecondWeb> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let program: ReturnType<typeof spawn> | undefined;
  return {
    url,
    async start(settings) {
      const started = spawn(process.execPath, ["dist/web.mjs"], {
        stdio: ["ignore", "pipe", "inherit"],
        env: {
          PATH: process.env["PATH"],
          NODE_ENV: "production",
          DATABASE_URL: databaseUrl(),
          SWITCHYARD_URL: url,
          SWITCHYARD_PORT: String(port),
          SWITCHYARD_SESSION_SECRET: "a session secret of the tests, long enough",
          SWITCHYARD_INTERNAL_TOKEN: "a token of the tests",
          SWITCHYARD_WORKER_URL: "http://127.0.0.1:9",
          ...settings,
        },
      });
      program = started;
      let said = "";
      await new Promise<void>((resolve, reject) => {
        started.stdout.on("data", (chunk: Buffer) => {
          said += chunk.toString("utf8");
          if (said.includes('"listening"')) resolve();
        });
        started.once("exit", () => reject(new Error(`web ended: ${said}`)));
      });
    },
    async stop() {
      if (!program || program.exitCode !== null) return;
      program.kill("SIGTERM");
      await once(program, "exit");
    },
  };
}
