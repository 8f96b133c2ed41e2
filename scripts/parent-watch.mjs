/*
 * Loaded into every child before its program (node --import). The supervisor holds the other end of stdin:
 * when it is gone, even by kill -9, stdin ends and the child stops like after SIGTERM.
 */
import { isMainThread, Worker } from "node:worker_threads";

const GRACE_MS = 5000;
/** A thread of its own: a program that flushes its log to nobody for ever runs no timer any more. */
const LAST = `setTimeout(() => process.kill(process.pid, "SIGKILL"), ${GRACE_MS})`;

function orphaned() {
  new Worker(LAST, { eval: true, execArgv: [] }).unref();
  process.kill(process.pid, "SIGTERM");
}

// Threads of a program load this too, and their stdin is nobody's.
if (isMainThread && process.env.SWITCHYARD_PARENT_WATCH === "1") {
  process.stdin.on("end", orphaned).on("error", orphaned).resume();
  process.stdin.unref?.();
}
