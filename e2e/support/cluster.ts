import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { parse } from "yaml";

interface Kubeconfig {
  clusters: { cluster: { server: string; "certificate-authority-data": string } }[];
  users: { user: { token?: string } }[];
}

/** One cluster of the sandbox as kubectl sees it: the same kubeconfig, the same API. */
export interface Cluster {
  /** The JSON answer of a path; throws for anything but 2xx. */
  get<T>(path: string): Promise<T>;
  send<T>(
    method: "DELETE" | "POST" | "PATCH" | "PUT",
    path: string,
    body?: unknown,
    contentType?: string,
  ): Promise<T>;
  /** Calls back for each line of a watch until the returned function is called. */
  watch(
    path: string,
    onEvent: (event: { type: string; object: Record<string, unknown> }) => void,
  ): () => void;
}

/** Opens a cluster by its kubeconfig file. */
export function openCluster(path: string): Cluster {
  const config = parse(readFileSync(path, "utf8")) as Kubeconfig;
  const cluster = config.clusters[0]?.cluster;
  const token = config.users.find(({ user }) => user.token)?.user.token;
  if (!cluster || !token) throw new Error(`${path} names no cluster or token`);
  const agent = new Agent({
    ca: Buffer.from(cluster["certificate-authority-data"], "base64"),
    keepAlive: true,
  });
  const open = (method: string, target: string, headers: Record<string, string> = {}) =>
    request(`${cluster.server}${target}`, {
      method,
      agent,
      headers: { authorization: `Bearer ${token}`, accept: "application/json", ...headers },
    });

  const send = <T>(method: string, target: string, body?: unknown, contentType = "application/json") =>
    new Promise<T>((resolve, reject) => {
      const call = open(method, target, body === undefined ? {} : { "content-type": contentType });
      call.on("response", (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const ok = (response.statusCode ?? 500) < 300;
          if (ok) resolve(JSON.parse(text) as T);
          else reject(new Error(`${method} ${target}: ${response.statusCode} ${text.slice(0, 300)}`));
        });
      });
      call.on("error", reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });

  return {
    get: (target) => send("GET", target),
    send,
    watch(target, onEvent) {
      const call = open("GET", `${target}${target.includes("?") ? "&" : "?"}watch=1`);
      call.on("response", (response) => {
        let rest = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          const lines = (rest + chunk).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) if (line.trim()) onEvent(JSON.parse(line));
        });
      });
      call.on("error", () => undefined);
      call.end();
      return () => call.destroy();
    },
  };
}
