import { spawn } from "node:child_process";
import { closeSync, openSync, rmSync } from "node:fs";
import { isAlive, until } from "./processes.mjs";

/**
 * One part of a control plane: a program that can be stopped, held and started again.
 * It ends by itself when this process is gone, even by kill -9.
 * @param {{name: string, program: string, args: string[], log: string, onEnd?: (how: string) => void}} part
 */
export function createPart({ name, program, args, log, onEnd }) {
  let child;
  let wanted = false;
  rmSync(log, { force: true });

  return {
    name,
    log,
    /** @returns {number | undefined} its process, while it runs */
    pid: () => (child && isAlive(child.pid) ? child.pid : undefined),
    /** Starts it, with the same ports and data as before. Nothing when it runs already. */
    start() {
      if (this.pid()) return;
      wanted = true;
      child = launch(program, args, log);
      child.once("exit", (code, signal) => {
        if (wanted) onEnd?.(`${name} ended (${signal ?? `exit ${code}`}), see ${log}`);
      });
    },
    /**
     * Ends it and waits until it is gone; a held one too.
     * @param {"SIGTERM" | "SIGKILL"} [signal] kill when left out
     * @param {number} [graceMs] until it is killed anyway
     */
    async stop(signal = "SIGKILL", graceMs = 5000) {
      wanted = false;
      const pid = this.pid();
      if (!pid) return;
      child.kill("SIGCONT");
      child.kill(signal);
      if (!(await until(() => !isAlive(pid), graceMs))) child.kill("SIGKILL");
      await until(() => !isAlive(pid), 5000);
    },
    /** Ends it this instant, without waiting. */
    kill() {
      wanted = false;
      child?.kill("SIGKILL");
    },
    /** Holds it: it answers nothing, its connections stay open (SIGSTOP). */
    pause: () => void child?.kill("SIGSTOP"),
    /** Lets it go on. */
    resume: () => void child?.kill("SIGCONT"),
  };
}

function launch(program, args, log) {
  const file = openSync(log, "a", 0o600);
  try {
    const child = spawn(program, args, {
      cwd: "/",
      env: { PATH: process.env.PATH, HOME: process.env.HOME, SWITCHYARD_PARENT_WATCH: "1" },
      stdio: ["pipe", file, file],
      // A group of its own: Ctrl-C reaches the caller alone, which then stops everything in order.
      detached: true,
    });
    child.stdin.on("error", () => {});
    child.on("error", () => {});
    return child;
  } finally {
    closeSync(file);
  }
}
