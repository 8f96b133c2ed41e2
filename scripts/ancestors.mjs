import { readFileSync } from "node:fs";
import { commandOf, isAlive, parentOf } from "./processes.mjs";

/** The npm that runs this script, and the shell between the two: the ones whose end must end the run. */
function launchers() {
  if (!process.env.npm_lifecycle_event) return [];
  const found = [];
  for (let pid = process.ppid, depth = 0; pid > 1 && depth < 3; pid = parentOf(pid), depth += 1) {
    found.push(pid);
    if (/\bnpm\b/.test(commandOf(pid))) return found;
  }
  return [];
}

/**
 * A signal to npm does not reach the script that npm runs: watch npm itself.
 * @param {() => void} gone called once when npm or its shell is gone
 */
export function onLauncherGone(gone) {
  const pids = launchers();
  if (pids.length === 0) return;
  const timer = setInterval(() => {
    if (pids.every(isAlive)) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
}

/** Whether the caller asked that a closed terminal be ignored (nohup). */
export function ignoresHangup() {
  try {
    const mask = /SigIgn:\s*([0-9a-f]+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
    return (BigInt(`0x${mask}`) & 1n) === 1n;
  } catch {
    return false;
  }
}
