import { organizationFile } from "./demo-organization.mjs";

/**
 * What each program gets to know, and nothing more: `web` never sees a kubeconfig.
 * The names are documented in docs/operations.md.
 * @param {{
 *   secrets: {sessionSecret: string, internalToken: string},
 *   databaseUrl: string, port: number, workerPort: number, dev: boolean, sandboxed: boolean,
 *   folders: {sandbox: string}, registry?: string, prometheus?: Record<string, string>, kubeconfigs: Record<string, string>,
 * }} run
 */
export function environmentsOf(run) {
  const base = {
    ...withoutOurs(process.env),
    NODE_ENV: run.dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    SWITCHYARD_LOG_LEVEL: process.env.SWITCHYARD_LOG_LEVEL ?? "info",
    SWITCHYARD_SANDBOX: run.sandboxed ? "1" : "0",
  };
  const portal = {
    ...base,
    DATABASE_URL: run.databaseUrl,
    SWITCHYARD_URL: `http://localhost:${run.port}`,
    SWITCHYARD_PORT: String(run.port),
    SWITCHYARD_SESSION_SECRET: run.secrets.sessionSecret,
    SWITCHYARD_INTERNAL_TOKEN: run.secrets.internalToken,
    SWITCHYARD_WORKER_URL: `http://127.0.0.1:${run.workerPort}`,
    ...(run.registry ? { SWITCHYARD_REGISTRY_URL: run.registry } : {}),
  };
  const organization = { SWITCHYARD_ORGANIZATION: organizationFile(), ...passed("SWITCHYARD_SEED_PROFILE") };
  const asJson = (kubeconfigs) => ({ SWITCHYARD_KUBECONFIGS: JSON.stringify(kubeconfigs) });
  return {
    web: { ...portal, ...figures(run.prometheus), ...signIn() },
    worker: { ...portal, ...figures(run.prometheus), ...asJson(run.kubeconfigs) },
    migrate: { ...base, DATABASE_URL: run.databaseUrl },
    seed: { ...base, ...organization },
    sandbox: { ...base, ...organization, SWITCHYARD_SANDBOX_DATA: run.folders.sandbox },
  };
}

/** A Prometheus of your own goes before the sandbox's. */
const figures = (sandbox = {}) => ({
  SWITCHYARD_PROMETHEUS: JSON.stringify(sandbox),
  ...passed("SWITCHYARD_PROMETHEUS"),
});

/** With an identity provider of your own there is no "sign in as" list. */
function signIn() {
  const oidc = passed("SWITCHYARD_OIDC_ISSUER", "SWITCHYARD_OIDC_CLIENT_ID", "SWITCHYARD_OIDC_CLIENT_SECRET");
  return oidc.SWITCHYARD_OIDC_ISSUER ? { ...oidc, SWITCHYARD_SANDBOX: "0" } : {};
}

/** The caller's own SWITCHYARD_ variables go only where they are named. */
function withoutOurs(env) {
  const ours = ([name]) =>
    !name.startsWith("SWITCHYARD_") && name !== "DATABASE_URL" && !name.startsWith("npm_");
  return Object.fromEntries(Object.entries(env).filter(ours));
}

const passed = (...names) =>
  Object.fromEntries(names.filter((name) => process.env[name]).map((name) => [name, process.env[name]]));
