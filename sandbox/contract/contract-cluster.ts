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
  token: string;
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

function readKubeconfig(file: string): Connection {
  const config = parse(readFileSync(file, "utf8"));
  const cluster = config.clusters[0].cluster;
  const ca = Buffer.from(cluster["certificate-authority-data"], "base64").toString("utf8");
  return { url: new URL(cluster.server), ca, token: config.users[0].user.token, close: async () => {} };
}

/** Connects the suite to its cluster. */
export async function openContractCluster(where: "any" | "sandbox"): Promise<ContractCluster> {
  const file = where === "any" ? contractEnv.kubeconfig : undefined;
  const connection = file ? readKubeconfig(file) : await startSandbox();
  const agent = new Agent({ keepAlive: true, ca: connection.ca });
  const open = (path: string, call: Call = {}) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const bytes = call.text ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
      const token = call.token ?? connection.token;
      const headers: Record<string, string> = {
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
      const outgoing = httpsRequest(
        new URL(path, connection.url),
        { method: call.method ?? "GET", headers, agent },
        resolve,
      );
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
      agent.destroy();
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
