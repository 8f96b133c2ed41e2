import type { IncomingMessage } from "node:http";
import { createCredentialSource, type KubeAccess } from "./kube-credentials";
import { KubeError, type KubeStatus } from "./kube-error";
import type { KubeRequest } from "./kube-request";
import { createTransport } from "./kube-transport";

/** One connection pool to one API server. Every method throws `KubeError` for a refusal and `KubeSilence` for no answer. */
export interface KubeClient {
  json<T>(request: KubeRequest): Promise<T>;
  text(request: KubeRequest): Promise<{ status: number; body: string; contentType: string }>;
  /** An open answer: the caller reads it and destroys it. Ended by `signal`. */
  stream(request: KubeRequest): Promise<IncomingMessage>;
  close(): void;
}

function statusOf(body: string, code: number): KubeStatus {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === "object" && parsed !== null && "kind" in parsed && parsed.kind === "Status")
      return parsed as KubeStatus;
  } catch {
    // Not JSON: a proxy or an unknown path; its text is the best there is.
  }
  const text = body.trim().slice(0, 300);
  return { message: text === "" ? `The API server answered ${code}.` : text };
}

async function readAll(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Opens a client with keep-alive connections; nothing is sent before the first request. */
export function createKubeClient(access: KubeAccess, now: () => number = Date.now): KubeClient {
  const credentials = createCredentialSource(access, now);
  const transport = createTransport(credentials);

  async function text(request: KubeRequest): Promise<{ status: number; body: string; contentType: string }> {
    return transport.exchange(request, async (answer) => ({
      status: answer.statusCode ?? 0,
      body: await readAll(answer),
      contentType: answer.headers["content-type"] ?? "",
    }));
  }

  return {
    text,
    async json<T>(request: KubeRequest): Promise<T> {
      const answer = await text(request);
      if (answer.status >= 400) {
        if (answer.status === 401) credentials.forget();
        throw new KubeError(answer.status, statusOf(answer.body, answer.status));
      }
      return JSON.parse(answer.body) as T;
    },
    async stream(request) {
      const answer = await transport.open(request);
      const status = answer.statusCode ?? 0;
      if (status < 400) return answer;
      if (status === 401) credentials.forget();
      throw new KubeError(status, statusOf(await readAll(answer), status));
    },
    close: transport.close,
  };
}
