import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { keepIdentity } from "@/sandbox/access/identity";
import { seedAccess } from "@/sandbox/api/access/seed-access";
import { createClusterApi } from "@/sandbox/api/cluster-api";
import type { Json } from "@/sandbox/api/json";
import { seedNamespaces } from "@/sandbox/api/seed-namespaces";
import { createApiServer } from "@/sandbox/http/api-server";
import { createRealClock } from "@/sandbox/kernel/real-clock";
import { contractEnv } from "./env";

/** An answer of the API. */
export interface Answer {
  code: number;
  headers: IncomingMessage["headers"];
  /** Parsed JSON, or the text when it is none. */
  body: Json;
}

/** One call; `path` starts with a slash. */
export interface Call {
  method?: string;
  body?: Json;
  /** Sent as it is instead of `body`. */
  text?: string | Buffer;
  type?: string;
  headers?: Record<string, string>;
  /** Replaces the administrator's token; the empty string sends none. */
  token?: string;
}

/** A running API to test against: the sandbox, or the cluster that `SWITCHYARD_CONTRACT_KUBECONFIG` names. */
export interface ContractCluster {
  call(path: string, call?: Call): Promise<Answer>;
  /** Opens a stream and returns it once the status has come. */
  open(path: string, headers?: Record<string, string>): Promise<IncomingMessage>;
  close(): Promise<void>;
}

interface Connection {
  url: URL;
  ca: string;
  /** How an administrator enters: a token, or a certificate. */
  token?: string;
  identity?: { cert: string; key: string };
  close(): Promise<void>;
}

async function startSandbox(): Promise<Connection> {
  const api = createClusterApi({ name: "contract", clock: createRealClock(), random: Math.random });
  seedNamespaces(api);
  seedAccess(api);
  const folder = await mkdtemp(join(tmpdir(), "contract-"));
  const identity = await keepIdentity(join(folder, "identity.json"), "contract");
  const server = createApiServer(api, {
    tls: { ...identity.server, ca: identity.authority.cert },
    tokens: {
      "admin-token": { name: "admin", groups: ["system:masters"] },
      "worker-token": { name: "worker", groups: [] },
      "viewer-token": { name: "viewer", groups: [] },
    },
    serviceProxy: ({ path, port }) => ({ status: 200, body: `answer of ${path} on ${port}` }),
    podLogs: {
      read: () => [
        { at: Date.parse("2026-01-01T00:00:00Z"), text: "first" },
        { at: Date.parse("2026-01-01T00:00:01Z"), text: "second" },
      ],
      follow: () => () => {},
    },
  });
  const port = await server.listen(0);
  return {
    url: new URL(`https://127.0.0.1:${port}`),
    ca: identity.authority.cert,
    token: "admin-token",
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

function decoded(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}

function readKubeconfig(file: string): Connection {
  const config = parse(readFileSync(file, "utf8"));
  const { cluster } = config.clusters[0];
  const { user } = config.users[0];
  const cert = user["client-certificate-data"];
  return {
    url: new URL(cluster.server),
    ca: decoded(cluster["certificate-authority-data"]),
    ...(user.token ? { token: user.token } : {}),
    ...(cert ? { identity: { cert: decoded(cert), key: decoded(user["client-key-data"]) } } : {}),
    close: async () => {},
  };
}

function headersOf(call: Call, token: string | undefined, bytes: string | Buffer | undefined) {
  return {
    "User-Agent": "contract/1.0",
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
    ...(bytes === undefined
      ? {}
      : {
          "Content-Type": call.type ?? "application/json",
          "Content-Length": String(Buffer.byteLength(bytes)),
        }),
    ...call.headers,
  };
}

/** Connects the suite to its cluster. */
export async function openContractCluster(where: "any" | "sandbox"): Promise<ContractCluster> {
  const file = where === "any" ? contractEnv.kubeconfig : undefined;
  const connection = file ? readKubeconfig(file) : await startSandbox();
  const { url, ca, identity } = connection;
  const administrator = new Agent({ keepAlive: true, ca, ...identity });
  // A call with a token of its own must not come with the administrator's certificate.
  const other = new Agent({ keepAlive: true, ca });
  const open = (path: string, call: Call = {}) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const bytes = call.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
      const headers = headersOf(call, call.token ?? connection.token, bytes);
      const agent = call.token === undefined ? administrator : other;
      const method = call.method ?? "GET";
      const outgoing = httpsRequest(new URL(path, url), { method, headers, agent }, resolve);
      outgoing.once("error", reject);
      outgoing.end(bytes);
    });
  return {
    open: (path, headers) => open(path, headers ? { headers } : {}),
    call: async (path, call) => {
      const response = await open(path, call);
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      return {
        code: response.statusCode ?? 0,
        headers: response.headers,
        body: parsed(Buffer.concat(chunks).toString("utf8")),
      };
    },
    close: async () => {
      administrator.destroy();
      other.destroy();
      await connection.close();
    },
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
