import * as z from "zod";
import type { LogRequest } from "@/server/ports/cluster-gateway";

const name = z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/, "must be a Kubernetes name");
const flag = z
  .enum(["0", "1", "true", "false"])
  .default("false")
  .transform((text) => text === "1" || text === "true");

const querySchema = z.object({
  cluster: z.string().min(1).max(63),
  namespace: name,
  pod: name,
  container: name.optional(),
  previous: flag,
  tail: z.coerce.number().int().min(1).max(50_000).default(500),
  follow: flag,
  since: z.iso.datetime().optional(),
  timestamps: flag,
});

/** What `GET /internal/logs` asks for. */
export interface InternalLogRequest {
  cluster: string;
  namespace: string;
  log: LogRequest;
}

/** Reads the query of a log request; a sentence when it is wrong. */
export function readLogRequest(query: URLSearchParams): InternalLogRequest | string {
  const parsed = querySchema.safeParse(Object.fromEntries(query));
  if (!parsed.success)
    return parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
  const { cluster, namespace, pod, container, previous, tail, follow, since, timestamps } = parsed.data;
  return {
    cluster,
    namespace,
    log: {
      ...{ pod, previous, follow, tailLines: tail, timestamps },
      ...(container === undefined ? {} : { container }),
      ...(since === undefined ? {} : { since }),
    },
  };
}
