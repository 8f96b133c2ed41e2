import { freePort } from "./ports.mjs";

/*
 * Below the range that Linux takes ports of outgoing connections from (32768 and above): while a part is down, a client that
 * calls it again and again may otherwise be given its very port, and the part could not start again.
 */
const FIRST = 10_000;
const BLOCKS = 1000;
const BLOCK = 10;
/** Far from the blocks of processes that were started one after the other. */
const STRIDE = 37;
/** Blocks that this process gave out: nobody listens there until the parts have started. */
const given = new Set();

const isFree = (port) =>
  freePort(port).then(
    () => true,
    () => false,
  );

/**
 * A free port of the loopback interface for each name, all different, at most ten. They stay free while their part is down.
 * @param {readonly string[]} names
 * @returns {Promise<Record<string, number>>}
 */
export async function freePorts(names) {
  for (let turn = 0; turn < BLOCKS; turn += 1) {
    const block = (process.pid + turn * STRIDE) % BLOCKS;
    if (given.has(block)) continue;
    given.add(block);
    const ports = names.map((name, index) => [name, FIRST + block * BLOCK + index]);
    const free = await Promise.all(ports.map(([, port]) => isFree(port)));
    if (free.every(Boolean)) return Object.fromEntries(ports);
  }
  throw new Error("No ten ports in a row are free below 20000.");
}
