/* npm run reset: removes the data folder after a question (--yes: without). */
import { existsSync, lstatSync, readlinkSync, rmSync } from "node:fs";
import { basename, dirname, sep } from "node:path";
import { createInterface } from "node:readline/promises";
import { exitWith, Fault } from "./fault.mjs";
import { foldersOf, REAL_DATA } from "./folders.mjs";
import { stopLeftover } from "./postgres-data.mjs";
import { currentRun } from "./run-lock.mjs";

async function agreed(folder) {
  if (process.argv.includes("--yes")) return true;
  if (!process.stdin.isTTY) throw new Fault("Nobody is here to ask.", "Say it with: npm run reset -- --yes");
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`  Remove ${folder} with its database and clusters? [y/N] `);
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function removeDatabase(folder) {
  await stopLeftover(folder);
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    rmSync(dirname(readlinkSync(folder)), { recursive: true, force: true });
  }
}

async function main() {
  const at = process.argv.indexOf("--data");
  const folders = foldersOf(at > 0 ? process.argv[at + 1] : undefined);
  // The usual data folder holds the one of real control planes.
  const all = REAL_DATA.startsWith(`${folders.data}${sep}`) ? [folders, foldersOf(REAL_DATA)] : [folders];
  const held = all.map(({ run }) => currentRun(run)).find(Boolean);
  if (held) throw new Fault(`The portal is running (process ${held.pid}).`, "Stop it with Ctrl-C first.");
  if (!existsSync(folders.data)) return console.log("  Nothing to remove.");
  if (!existsSync(folders.secrets) && basename(folders.data) !== ".switchyard") {
    throw new Fault(`${folders.data} is not a data folder of the portal.`, "Nothing was removed.");
  }
  if (!(await agreed(folders.data))) return console.log("  Nothing was removed.");
  for (const { postgres } of all) await removeDatabase(postgres);
  rmSync(folders.data, { recursive: true, force: true });
  console.log(`  Removed ${folders.data}. npm start begins afresh.`);
}

main().catch(exitWith);
