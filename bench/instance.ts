import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Access {
  url: string;
  tokens: Record<string, string>;
  kubeconfigs: Record<string, string>;
}

/** A private portal on a free port with its own data folder. */
export interface Instance {
  /** From the command until the overview is rendered, in ms. */
  startedInMs: number;
  access: Access;
  stop(): Promise<void>;
}

function exited(child: ChildProcess): Promise<void> {
  return new Promise((resolve) =>
    child.exitCode === null ? child.once("exit", () => resolve()) : resolve(),
  );
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** Starts `npm start` on `data`; the same folder again measures the second start. Throws when it exits before it is ready. */
export async function startInstance(data: string, port: number): Promise<Instance> {
  const since = performance.now();
  const child = spawn(
    process.execPath,
    [join("scripts", "start.mjs"), "--data", data, "--port", String(port)],
    {
      stdio: ["ignore", "ignore", "inherit"],
    },
  );
  const url = `http://localhost:${port}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the portal ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const startedInMs = performance.now() - since;
  const access = JSON.parse(readFileSync(join(data, "access.json"), "utf8")) as Access;
  return {
    startedInMs,
    access,
    stop: async () => {
      child.kill("SIGTERM");
      await exited(child);
    },
  };
}
