import { readFileSync } from "node:fs";
import { join } from "node:path";

export type ProgramName = "web" | "worker" | "postgres" | "sandbox";

function pidOf(name: ProgramName): number {
  const run = JSON.parse(
    readFileSync(join(process.env["SWITCHYARD_E2E_DATA"] ?? "", "run.json"), "utf8"),
  ) as { pids: Record<string, number> };
  const pid = run.pids[name];
  if (!pid) throw new Error(`${name} is not running`);
  return pid;
}

/** Ends a program of the running instance as a power cut would: SIGKILL, no chance to say anything. */
export function killProgram(name: ProgramName): void {
  process.kill(pidOf(name), "SIGKILL");
}

/**
 * Stops programs for as long as a test wants: they stand still, and the supervisor sees no end. The answer ends them, and the supervisor
 * starts each anew.
 */
export function holdPrograms(...names: readonly ProgramName[]): () => void {
  const pids = names.map(pidOf);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  return () => {
    for (const pid of pids) process.kill(pid, "SIGKILL");
  };
}
