import type { RequestOptions } from "node:https";
import { KubeConfig } from "@kubernetes/client-node";

/** Where a cluster is and how it is entered. */
export interface KubeAccess {
  /** Path of a kubeconfig file. */
  kubeconfig: string;
  /** Context to use; the file's current context when left out. */
  context?: string;
}

/** What one request needs besides its path. */
export interface Credentials {
  server: URL;
  tls: Pick<RequestOptions, "ca" | "cert" | "key" | "rejectUnauthorized" | "servername">;
  headers: Readonly<Record<string, string>>;
}

/** How long read credentials serve before the file (or its plug-in) is asked again, in ms. */
const credentialLife = 60_000;

function plainHeaders(headers: RequestOptions["headers"]): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value === "string") plain[name] = value;
  }
  return plain;
}

function tlsOf(options: RequestOptions, serverName: string | undefined): Credentials["tls"] {
  return {
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.cert === undefined ? {} : { cert: options.cert }),
    ...(options.key === undefined ? {} : { key: options.key }),
    ...(options.rejectUnauthorized === undefined ? {} : { rejectUnauthorized: options.rejectUnauthorized }),
    ...(serverName ? { servername: serverName } : {}),
  };
}

async function readCredentials(access: KubeAccess): Promise<Credentials> {
  const config = new KubeConfig();
  config.loadFromFile(access.kubeconfig);
  if (access.context !== undefined && config.getContextObject(access.context) !== null)
    config.setCurrentContext(access.context);
  const cluster = config.getCurrentCluster();
  if (!cluster)
    throw new Error(`The kubeconfig names no cluster for context "${config.getCurrentContext()}".`);
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const headers = plainHeaders(options.headers);
  if (options.auth) headers["Authorization"] = `Basic ${Buffer.from(options.auth).toString("base64")}`;
  return { server: new URL(cluster.server), tls: tlsOf(options, cluster.tlsServerName), headers };
}

/**
 * Credentials of one cluster, read again each minute and after `forget` (a rotated token or certificate takes effect
 * without a restart). Throws when the file cannot be read.
 */
export function createCredentialSource(
  access: KubeAccess,
  now: () => number,
): { get(): Promise<Credentials>; forget(): void } {
  let cached: { value: Promise<Credentials>; until: number } | null = null;
  return {
    get() {
      if (cached === null || cached.until <= now()) {
        const value = readCredentials(access);
        cached = { value, until: now() + credentialLife };
        value.catch(() => {
          cached = null;
        });
      }
      return cached.value;
    },
    forget() {
      cached = null;
    },
  };
}
