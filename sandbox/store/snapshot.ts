import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { ClusterApi } from "@/sandbox/api/cluster-api";
import type { KubeObject } from "@/sandbox/kernel/object";
import { encodeObject } from "./encode-object";

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Versions given out after a snapshot and lost by a crash are never given out again: clients may have seen them. */
const versionsLost = 100_000;

/**
 * Writes all objects to `file` as gzip JSON lines: a head `{version}`, then `{resource, object}` each. The file is
 * replaced in one step, so that a crash leaves the old one. Returns the version that was written.
 */
export async function snapshotObjects(api: ClusterApi, file: string): Promise<number> {
  const { version } = api.store;
  const lines = [JSON.stringify({ version })];
  for (const resource of api.store.resources()) {
    for (const object of api.store.collection(resource).objects.values())
      lines.push(`{"resource":${JSON.stringify(resource)},"object":${encodeObject(object)}}`);
  }
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, await pack(`${lines.join("\n")}\n`, { level: 1 }), { mode: 0o600 });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
  return version;
}

/**
 * Loads a snapshot into an empty cluster; versions continue after it and older watches are told to start over. Returns
 * false when there is no file. Objects marked for deletion are there again as they were, so kubelets and controllers
 * that list at their start finish what was begun.
 */
export async function restoreObjects(api: ClusterApi, file: string): Promise<boolean> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (!bytes) return false;
  const [head = "{}", ...lines] = (await unpack(bytes)).toString("utf8").trimEnd().split("\n");
  const rows = lines.map((line) => JSON.parse(line) as { resource: string; object: KubeObject });
  const { version } = JSON.parse(head) as { version: number };
  api.store.load(version + versionsLost, rows);
  return true;
}
