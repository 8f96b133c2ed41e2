import type { HttpPorts } from "@/server/http/core/ports";
import { redactLines } from "@/server/operations/pods/redact-lines";
import { fromWorker } from "./from-worker";
import { podLogsSchema } from "./log-query";
import { textAnswer } from "./text-answer";

/** GET /api/v1/pods/{service}/{env}/{pod}/logs: plain text without credentials, streamed through with the reader's back-pressure. */
export const podLogsHandler = (ports: HttpPorts) =>
  textAnswer(ports, podLogsSchema, async ({ actor, query, signal }) => {
    const { service, env: environment, pod, container, previous, tail: tailLines, follow } = query;
    const place = { service, environment, pod };
    await ports.operations.pods.mayReadLogs(actor, place);
    const body = await fromWorker(ports, place, {
      what: "log",
      ask: () => ports.logs.open({ ...place, container, previous, tailLines, follow }, signal),
    });
    return { body: body?.pipeThrough(redactLines()) ?? null };
  });
