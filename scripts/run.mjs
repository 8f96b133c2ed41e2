import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Fault } from "./fault.mjs";
import { ROOT } from "./folders.mjs";

const running = new Set();

/**
 * Runs a command to its end. Its process group is its own, so that a stop reaches its children too.
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, remedy?: string,
 *   input?: Promise<string>}} [options] input: what it reads from standard input, when that is known; nothing when left out
 * @returns {Promise<string>} everything it wrote
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      stdio: [options.input ? "pipe" : "ignore", "pipe", "pipe"],
      detached: true,
    });
    running.add(child);
    // One that ended before it read its input says why itself.
    child.stdin?.on("error", () => {});
    void options.input?.then((text) => child.stdin.end(text));
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        options.onLine?.(line);
      });
    }
    child.on("error", (error) => {
      running.delete(child);
      reject(new Fault(`Could not run ${command}: ${error.message}`, options.remedy));
    });
    child.on("close", (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(lines.join("\n"));
      else
        reject(failed(`"${[command, ...args].join(" ")}" failed (${code ?? signal})`, lines, options.remedy));
    });
  });
}

/** Ends every command that still runs, with its children. */
export function stopRunning() {
  for (const child of running) {
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // It ended between the look and the signal.
    }
  }
}

function failed(what, lines, remedy) {
  const tail = lines.slice(-25).map((line) => `    ${line}`);
  const fault = new Fault(`${what}:\n${tail.join("\n")}`, remedy);
  // Tests print all of it, a start prints the end of it.
  return Object.assign(fault, { output: lines.join("\n") });
}
