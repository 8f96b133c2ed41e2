import type { HttpPorts } from "@/server/http/core/ports";
import { mainContainer } from "@/server/operations/pods/container-of";
import { redactLines } from "@/server/operations/pods/redact-lines";
import { chosenContainer } from "./chosen-container";
import { fromWorker, podNow } from "./from-worker";
import { podLogsSchema } from "./log-query";
import { textAnswer } from "./text-answer";

/** GET /api/v1/pods/{service}/{env}/{pod}/logs: plain text without credentials, streamed through with the reader's back-pressure. */
export const podLogsHandler = (ports: HttpPorts) =>
  textAnswer(ports, podLogsSchema, async ({ actor, query, signal }) => {
    const { service, env: environment, pod, container, previous, tail: tailLines, follow } = query;
    const place = { service, environment, pod };
    await ports.operations.pods.mayReadLogs(actor, place);
    const seen = podNow(ports, place);
    const read = chosenContainer([seen], container) ?? mainContainer(seen);
    const body = await fromWorker(ports, place, {
      what: "log",
      ask: () => ports.logs.open({ ...place, container: read, previous, tailLines, follow }, signal),
    });
    return { body: body?.pipeThrough(redactLines()) ?? null };
  });
