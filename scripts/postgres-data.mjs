import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "./fault.mjs";
import { makeExecutable } from "./postgres-files.mjs";
import { commandOf, isAlive, until } from "./processes.mjs";

const MAJOR = "18";
const MARK = "switchyard-complete";

/** The superuser and owner of the embedded database. */
export const USER = "switchyard";

function initialize({ programs, account }, folder, password) {
  return new Promise((resolve, reject) => {
    const passwordFile = `${folder}.password`;
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account.uid !== undefined) chownSync(passwordFile, account.uid, account.gid);
    const args = ["-D", folder, "-U", USER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"];
    const child = spawn(join(programs, "bin", "initdb"), [...args, "--locale=C", "--no-instructions"], {
      ...account,
      cwd: dirname(folder),
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    child.on("error", reject);
    child.on("close", (code) => {
      rmSync(passwordFile, { force: true });
      if (code === 0) resolve();
      else
        reject(
          new Fault(`initdb failed (${code}):\n${output.trim()}`, "Free disk space or set DATABASE_URL."),
        );
    });
  });
}

function refuseUnusable(data) {
  const version = join(data, "PG_VERSION");
  if (
    !existsSync(join(data, MARK)) ||
    !existsSync(version) ||
    !existsSync(join(data, "global", "pg_control"))
  ) {
    throw new Fault(
      `The database folder ${data} is half-written: it was not made by a complete start.`,
      "Run npm run reset to begin with fresh data (it removes the folder).",
    );
  }
  const found = readFileSync(version, "utf8").trim();
  if (found === MAJOR) return;
  throw new Fault(
    `The database folder ${data} belongs to Postgres ${found}, this version of the portal brings Postgres ${MAJOR}.`,
    "Run npm run reset to begin with fresh data.",
  );
}

/**
 * Makes the data folder when there is none: initdb beside it, then one rename, so that it is whole or absent.
 * @param {{programs: string, data: string, account: {uid?: number, gid?: number}}} place
 * @param {string} password of the superuser
 * @returns {Promise<boolean>} whether it was made now
 */
export async function ensureData({ programs, data, account }, password) {
  makeExecutable(programs);
  mkdirSync(dirname(data), { recursive: true });
  if (existsSync(data) && readdirSync(data).length > 0) {
    refuseUnusable(data);
    return false;
  }
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (account.uid !== undefined) chownSync(draft, account.uid, account.gid);
  await initialize({ programs, account }, draft, password);
  writeFileSync(join(draft, MARK), "");
  rmSync(data, { recursive: true, force: true });
  renameSync(draft, data);
  return true;
}

/**
 * Stops a Postgres that a dead supervisor left behind on this data folder; no effect when there is none.
 * @param {string} data
 * @returns {Promise<number | undefined>} its process id
 */
export async function stopLeftover(data) {
  const pid = leftover(data);
  if (pid === undefined) return undefined;
  for (const [signal, patienceMs] of [
    ["SIGINT", 10_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ]) {
    if (!isAlive(pid)) break;
    process.kill(pid, signal);
    if (await until(() => !isAlive(pid), patienceMs)) break;
  }
  return pid;
}

function leftover(data) {
  try {
    const pid = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
    const command = commandOf(pid);
    return isAlive(pid) && command.includes("postgres") && command.includes(`-D ${data} `) ? pid : undefined;
  } catch {
    return undefined;
  }
}
