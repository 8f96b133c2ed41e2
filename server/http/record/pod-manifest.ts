import type { HttpPorts } from "@/server/http/core/ports";
import { fromWorker, podNow } from "./from-worker";
import { podPathSchema } from "./log-query";
import { textAnswer } from "./text-answer";

/** GET /api/v1/pods/{service}/{env}/{pod}/manifest: the pod as the cluster has it, as YAML. For whom its logs are. */
export const podManifestHandler = (ports: HttpPorts) =>
  textAnswer(ports, podPathSchema, async ({ actor, query: { service, env: environment, pod }, signal }) => {
    const place = { service, environment, pod };
    await ports.operations.pods.mayReadManifest(actor, place);
    podNow(ports, place);
    const body = await fromWorker(ports, place, {
      what: "manifest",
      ask: () => ports.logs.manifest(place, signal),
    });
    return { body };
  });
