import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Fault } from "./fault.mjs";
import { birthOf, isAlive } from "./processes.mjs";

/**
 * The run that holds a data folder now, if any.
 * @param {string} path run file
 * @returns {{pid: number, url?: string} | undefined}
 */
export function currentRun(path) {
  try {
    const held = JSON.parse(readFileSync(path, "utf8"));
    return isAlive(held.pid) && birthOf(held.pid) === held.birth ? held : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes a data folder for this process. A run file that a dead process left behind is replaced.
 * @param {string} path
 * @returns {{note: (more: object) => void, release: () => void}}
 */
export function takeRun(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = { pid: process.pid, birth: birthOf(process.pid), startedAt: new Date().toISOString() };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    claim(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    note(more) {
      writeFileSync(draft, JSON.stringify({ ...mine, ...more }), { mode: 0o600 });
      renameSync(draft, path);
    },
    release() {
      if (currentRun(path)?.pid === process.pid) rmSync(path, { force: true });
    },
  };
}

/** A hard link fails when the name exists: only one of two starts at the same time wins. */
function claim(draft, path) {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      linkSync(draft, path);
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const held = currentRun(path);
      if (held) throw stillAlive(held);
      rmSync(path, { force: true });
    }
  }
  throw new Fault("Another start is taking the same data folder at this moment.", "Try again.");
}

function stillAlive(held) {
  const where = held.url ? ` and serves ${held.url}` : "";
  return new Fault(
    `A previous run is still alive (process ${held.pid})${where}.`,
    `Use it, or stop it with: kill ${held.pid}`,
  );
}
