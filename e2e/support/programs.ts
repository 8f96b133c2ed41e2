import { readFileSync } from "node:fs";
import { join } from "node:path";

export type ProgramName = "web" | "worker" | "postgres" | "sandbox";

/** Ends a program of the running instance as a power cut would: SIGKILL, no chance to say anything. */
export function killProgram(name: ProgramName): void {
  const run = JSON.parse(
    readFileSync(join(process.env["SWITCHYARD_E2E_DATA"] ?? "", "run.json"), "utf8"),
  ) as { pids: Record<string, number> };
  const pid = run.pids[name];
  if (!pid) throw new Error(`${name} is not running`);
  process.kill(pid, "SIGKILL");
}
