import type { Context } from "hono";
import type { HttpPorts } from "@/server/http/core/ports";
import type { TextRoute } from "@/server/http/core/route";
import { podLogsSchema, podPathSchema, serviceLogsSchema } from "./log-query";
import { podLogsHandler } from "./pod-logs";
import { podManifestHandler } from "./pod-manifest";
import { serviceLogsHandler } from "./service-logs";

/** Every endpoint of `/api/v1` that answers plain text, with what answers it. */
export const textRoutes: readonly (TextRoute & {
  handler: (ports: HttpPorts) => (context: Context) => Promise<Response>;
})[] = [
  {
    path: "/pods/{service}/{env}/{pod}/logs",
    operationId: "readPodLogs",
    summary: "Log of a pod as plain text, followed on request",
    input: podLogsSchema,
    answer: "Lines, oldest first",
    handler: podLogsHandler,
  },
  {
    path: "/pods/{service}/{env}/{pod}/manifest",
    operationId: "readPodManifest",
    summary: "A pod as the cluster has it, as YAML, without what looks like a secret",
    input: podPathSchema,
    answer: "YAML",
    handler: podManifestHandler,
  },
  {
    path: "/pods/{service}/{env}/logs",
    operationId: "readServiceLogs",
    summary: "Logs of all pods of a service as one, by time, followed on request",
    input: serviceLogsSchema,
    answer: "Lines as `<time> <pod> <text>`, oldest first; of pod `-`: remarks of the portal",
    handler: serviceLogsHandler,
  },
];
