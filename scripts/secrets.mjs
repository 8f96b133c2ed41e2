import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Fault } from "./fault.mjs";

const NAMES = ["databasePassword", "sessionSecret", "internalToken"];

/**
 * Writes a file that only its owner may read, whole or not at all.
 * @param {string} path
 * @param {unknown} value
 */
export function writePrivateJson(path, value) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/**
 * The secrets of this data folder: made once, then read.
 * @param {string} path
 * @returns {{databasePassword: string, sessionSecret: string, internalToken: string}}
 */
export function secretsOf(path) {
  if (!existsSync(path)) {
    const made = Object.fromEntries(NAMES.map((name) => [name, randomBytes(32).toString("base64url")]));
    writePrivateJson(path, made);
    return made;
  }
  try {
    const read = JSON.parse(readFileSync(path, "utf8"));
    if (NAMES.every((name) => typeof read[name] === "string")) return read;
  } catch {
    // Falls through to the fault below: both cases have the same remedy.
  }
  throw new Fault(`${path} is damaged.`, "Run npm run reset to begin with fresh data.");
}
