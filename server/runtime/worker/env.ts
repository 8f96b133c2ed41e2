import * as z from "zod";
import { type PrometheusSources, prometheusSetting } from "@/server/runtime/prometheus-setting";

const kubeconfigs = z
  .string()
  .default("{}")
  .transform((text, context) => {
    try {
      return z.record(z.string().min(1), z.string().min(1)).parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: "custom", message: 'must be JSON like {"prod-1": "/path/to/kubeconfig"}' });
      return z.NEVER;
    }
  });

const workerSchema = z.object({
  DATABASE_URL: z.string().min(1),
  SWITCHYARD_INTERNAL_TOKEN: z.string().min(16, "at least 16 characters"),
  SWITCHYARD_KUBECONFIGS: kubeconfigs,
  /** Port of the internal endpoint; 0 lets the system choose. Left out, the port of SWITCHYARD_WORKER_URL. */
  SWITCHYARD_WORKER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  SWITCHYARD_WORKER_HOST: z.string().default("127.0.0.1"),
  SWITCHYARD_WORKER_URL: z.url({ protocol: /^https?$/ }).optional(),
  SWITCHYARD_REGISTRY_URL: z.url({ protocol: /^https?$/ }).optional(),
  SWITCHYARD_PROMETHEUS: prometheusSetting,
  SWITCHYARD_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

/** Settings of the worker program, parsed once. */
export interface WorkerEnv {
  databaseUrl: string;
  internalToken: string;
  /** Path of a kubeconfig per cluster. */
  kubeconfigs: Readonly<Record<string, string>>;
  host: string;
  port: number;
  registryUrl: string | undefined;
  prometheus: PrometheusSources;
  logLevel: string;
}

function portOf(url: string | undefined): number {
  return url === undefined ? 0 : Number(new URL(url).port || 0);
}

/** Reads the settings of the worker program. Throws one sentence per wrong variable. */
export function readWorkerEnv(source: Readonly<Record<string, string | undefined>> = process.env): WorkerEnv {
  const parsed = workerSchema.safeParse(source);
  if (!parsed.success) {
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"),
    );
  }
  const raw = parsed.data;
  return {
    databaseUrl: raw.DATABASE_URL,
    internalToken: raw.SWITCHYARD_INTERNAL_TOKEN,
    kubeconfigs: raw.SWITCHYARD_KUBECONFIGS,
    host: raw.SWITCHYARD_WORKER_HOST,
    port: raw.SWITCHYARD_WORKER_PORT ?? portOf(raw.SWITCHYARD_WORKER_URL),
    registryUrl: raw.SWITCHYARD_REGISTRY_URL,
    prometheus: raw.SWITCHYARD_PROMETHEUS,
    logLevel: raw.SWITCHYARD_LOG_LEVEL,
  };
}
