import type { Context } from "hono";
import * as z from "zod";
import { begin, problemAnswer, problemFrom } from "@/server/http/core/handle";
import { identify } from "@/server/http/core/identify";
import { kubeNameSchema, nameSchema } from "@/server/http/core/parameters";
import type { HttpPorts } from "@/server/http/core/ports";
import { HttpProblem } from "@/server/http/core/problem";
import { fromWorker } from "./from-worker";

const podManifestSchema = z.object({ service: nameSchema, env: nameSchema, pod: kubeNameSchema });

/** GET /api/v1/pods/{service}/{env}/{pod}/manifest: the pod as the cluster has it, as YAML. For whom its logs are. */
export function podManifestHandler(ports: HttpPorts): (context: Context) => Promise<Response> {
  return async (context) => {
    const requestId = begin(context, ports);
    try {
      const caller = await identify(context, ports, requestId);
      ports.limiter.take(caller.session, "logs");
      const parsed = podManifestSchema.safeParse(context.req.param());
      const issue = parsed.error?.issues[0];
      if (!parsed.success)
        throw new HttpProblem({
          code: "invalid_input",
          reason: `${issue?.path.join(".")}: ${issue?.message}`,
        });
      const { service, env: environment, pod } = parsed.data;
      const place = { service, environment, pod };
      await ports.operations.pods.mayReadLogs(caller.actor, place);
      const body = await fromWorker(ports, place, {
        what: "manifest",
        ask: () => ports.logs.manifest(place, context.req.raw.signal),
      });
      context.header("content-type", "text/plain; charset=utf-8");
      return context.body(body as never);
    } catch (error) {
      return problemAnswer(context, problemFrom(error, ports, requestId), requestId);
    }
  };
}
