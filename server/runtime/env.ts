import * as z from "zod";
import { type PrometheusSources, prometheusSetting } from "./prometheus-setting";

const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((text) => text === "1");

const webSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.string().min(1),
  SWITCHYARD_URL: z.url({ protocol: /^https?$/ }),
  SWITCHYARD_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Address to listen on. Loopback unless a real installation says otherwise. */
  SWITCHYARD_HOST: z.string().default("127.0.0.1"),
  SWITCHYARD_SESSION_SECRET: z.string().min(32, "at least 32 characters"),
  SWITCHYARD_INTERNAL_TOKEN: z.string().min(16, "at least 16 characters"),
  SWITCHYARD_WORKER_URL: z.url({ protocol: /^https?$/ }),
  SWITCHYARD_REGISTRY_URL: z.url({ protocol: /^https?$/ }).optional(),
  SWITCHYARD_PROMETHEUS: prometheusSetting,
  SWITCHYARD_SANDBOX: flag,
  SWITCHYARD_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  SWITCHYARD_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  SWITCHYARD_OIDC_CLIENT_ID: z.string().min(1).optional(),
  SWITCHYARD_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
});

/** An identity provider that people sign in with. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** Settings of the web program, parsed once. */
export interface WebEnv {
  dev: boolean;
  databaseUrl: string;
  /** Public origin, without a trailing slash; CSRF compares `Origin` with it. */
  origin: string;
  port: number;
  host: string;
  sessionSecret: string;
  internalToken: string;
  workerUrl: string;
  registryUrl: string | undefined;
  /** Who is asked for figures, by cluster. */
  prometheus: PrometheusSources;
  sandbox: boolean;
  logLevel: string;
  oidc: OidcSettings | undefined;
}

type Raw = z.infer<typeof webSchema>;

function oidcOf(raw: Raw): OidcSettings | undefined {
  const {
    SWITCHYARD_OIDC_ISSUER: issuer,
    SWITCHYARD_OIDC_CLIENT_ID: clientId,
    SWITCHYARD_OIDC_CLIENT_SECRET: clientSecret,
  } = raw;
  if (!issuer && !clientId && !clientSecret) return undefined;
  if (!issuer || !clientId || !clientSecret)
    throw new Error(
      "Set SWITCHYARD_OIDC_ISSUER, SWITCHYARD_OIDC_CLIENT_ID and SWITCHYARD_OIDC_CLIENT_SECRET together.",
    );
  return { issuer, clientId, clientSecret };
}

/** "Sign in as" without a password must be reachable from this machine only, and never beside a real provider. */
function refuseOpenSandbox(raw: Raw, oidc: OidcSettings | undefined): void {
  if (!raw.SWITCHYARD_SANDBOX) return;
  if (oidc)
    throw new Error(
      "SWITCHYARD_SANDBOX=1 and an OIDC issuer exclude each other: sign-in as anybody would stay open.",
    );
  if (!["127.0.0.1", "localhost", "::1"].includes(raw.SWITCHYARD_HOST))
    throw new Error("SWITCHYARD_SANDBOX=1 listens on loopback only: anybody could sign in as anybody.");
}

/** Reads the settings of the web program. Throws one sentence per wrong variable. */
export function readWebEnv(source: NodeJS.ProcessEnv = process.env): WebEnv {
  const parsed = webSchema.safeParse(source);
  if (!parsed.success)
    throw new Error(
      parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"),
    );
  const raw = parsed.data;
  const oidc = oidcOf(raw);
  refuseOpenSandbox(raw, oidc);
  return {
    dev: raw.NODE_ENV === "development",
    databaseUrl: raw.DATABASE_URL,
    origin: new URL(raw.SWITCHYARD_URL).origin,
    port: raw.SWITCHYARD_PORT,
    host: raw.SWITCHYARD_HOST,
    sessionSecret: raw.SWITCHYARD_SESSION_SECRET,
    internalToken: raw.SWITCHYARD_INTERNAL_TOKEN,
    workerUrl: raw.SWITCHYARD_WORKER_URL,
    registryUrl: raw.SWITCHYARD_REGISTRY_URL,
    prometheus: raw.SWITCHYARD_PROMETHEUS,
    sandbox: raw.SWITCHYARD_SANDBOX,
    logLevel: raw.SWITCHYARD_LOG_LEVEL,
    oidc,
  };
}

/** next-auth reads its public address and its secret from the environment only. */
export function exportForNextAuth(env: WebEnv): void {
  process.env["NEXTAUTH_URL"] = env.origin;
  process.env["NEXTAUTH_SECRET"] = env.sessionSecret;
}
