import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "./folders.mjs";

const LONGEST_WAIT_MS = 15_000;
const SETTLED_MS = 30_000;
const WATCH = join(ROOT, "scripts", "parent-watch.mjs");

/** Wait before start number n + 1: 1 s, 2 s, 4 s ... 15 s. @param {number} failures in a row, from 1 */
export const waitAfter = (failures) => Math.min(1000 * 2 ** (failures - 1), LONGEST_WAIT_MS);

/**
 * Keeps one program running until it is told to stop: a program that dies is started again after a wait, for ever.
 * What it leaves behind in its process group is ended too, unless sweep is false.
 * @param {{
 *   name: string,
 *   command: () => {args: string[], env?: NodeJS.ProcessEnv},
 *   beforeStart?: () => Promise<void>,
 *   onLine?: (line: string, stream: "stdout" | "stderr") => void,
 *   onStart?: (pid: number) => void,
 *   sweep?: boolean,
 *   say: (text: string) => void,
 * }} program
 */
export function supervise(program) {
  let child;
  let stopping = false;
  let failures = 0;
  let timer;
  let ended = Promise.resolve();

  async function start() {
    timer = undefined;
    await program.beforeStart?.();
    if (stopping) return;
    const began = Date.now();
    child = launch(program);
    program.onStart?.(child.pid);
    ended = new Promise((resolve) => {
      // "exit", not "close": a grandchild may hold the pipes long after the program is gone.
      child.once("exit", (code, signal) => {
        resolve();
        if (program.sweep !== false) killGroup(child.pid);
        if (!stopping) again(signal ?? `exit ${code}`, Date.now() - began);
      });
    });
  }

  function again(how, ageMs) {
    failures = ageMs > SETTLED_MS ? 1 : failures + 1;
    const wait = waitAfter(failures);
    program.say(`${program.name} ended (${how}); it starts again in ${wait / 1000} s`);
    timer = setTimeout(() => begin(), wait);
  }

  function begin() {
    start().catch((error) => {
      if (!stopping) again(error.message, 0);
    });
  }

  begin();
  return {
    name: program.name,
    pid: () => child?.pid,
    /** Asks the program to end; it is started again at once with a fresh command. */
    replace() {
      failures = 0;
      child?.kill("SIGTERM");
    },
    /**
     * Stops for good: SIGTERM, then SIGKILL to its process group when the grace is over.
     * @param {number} graceMs
     */
    async stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const last = setTimeout(() => killGroup(child.pid), graceMs);
      await ended;
      clearTimeout(last);
    },
    /** Ends the program this instant. */
    kill() {
      stopping = true;
      clearTimeout(timer);
      if (child?.pid) killGroup(child.pid);
    },
  };
}

function launch(program) {
  const { args, env = process.env } = program.command();
  const child = spawn(process.execPath, ["--import", WATCH, ...args], {
    cwd: ROOT,
    env: { SWITCHYARD_PARENT_WATCH: "1", ...env },
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: Ctrl-C reaches the supervisor alone, which then stops everything in order.
    detached: true,
  });
  child.stdin.on("error", () => {});
  child.on("error", (error) => program.say(`${program.name}: ${error.message}`));
  for (const name of ["stdout", "stderr"]) {
    createInterface({ input: child[name] }).on("line", (line) => program.onLine?.(line, name));
  }
  return child;
}

function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended between the look and the signal.
  }
}
