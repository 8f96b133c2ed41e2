import { mkdir, readFile } from "node:fs/promises";
import type { Server } from "node:http";
import { join } from "node:path";
import { writePrivate } from "@/sandbox/access/identity";
import { listenNear } from "@/sandbox/access/listen";
import type { Organization } from "@/sandbox/sim/organization";
import { createRegistryServer } from "./registry-server";

/** The running registry. */
export interface RunningRegistry {
  /** Its base URL. */
  readonly url: string;
  close(): Promise<void>;
}

async function lastPort(file: string): Promise<number | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const port = Number(text);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Starts the registry of the organization's images, on loopback only.
 * @param data folder that remembers its port
 * @param port default: the one of the last start while it is free
 */
export async function startRegistry(
  organization: Organization,
  data: string,
  port?: number,
): Promise<RunningRegistry> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const file = join(data, "registry.port");
  const server = createRegistryServer(organization);
  const taken = await listenNear(server, port ?? (await lastPort(file)));
  await writePrivate(file, String(taken));
  return { url: `http://127.0.0.1:${taken}`, close: () => closeServer(server) };
}
