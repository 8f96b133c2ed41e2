import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whether a process exists. @param {number} pid */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return state(pid) !== "Z";
  } catch (error) {
    return error.code === "EPERM";
  }
}

function state(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.[0];
  } catch {
    return undefined;
  }
}

function ps(pid, column) {
  try {
    return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/** The command line of a process, "" when it cannot be read. @param {number} pid */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return ps(pid, "command");
  }
}

/** Parent of a process, 0 when it cannot be read. @param {number} pid */
export function parentOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1]);
  } catch {
    return Number(ps(pid, "ppid")) || 0;
  }
}

/** When a process began, as text that differs after its id was used again. @param {number} pid */
export function birthOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[19];
  } catch {
    return ps(pid, "lstart");
  }
}

/**
 * Waits until a condition holds.
 * @param {() => boolean | Promise<boolean>} holds
 * @param {number} timeoutMs
 * @returns {Promise<boolean>} false when the time is over
 */
export async function until(holds, timeoutMs) {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
