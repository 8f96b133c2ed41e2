import { sha256 } from "@/server/adapters/postgres/sha256";
import { configSha256 } from "@/server/domain/manifest/config-map-name";
import type { DemoService } from "./demo-organization";
import type { Row } from "./insert-rows";
import type { ReleaseRecord } from "./release-record";
import { minutesBefore, type SeedContext, secondsAfter } from "./seed-context";

/** Stack defaults with the service's own values filled in. */
function defaultsOf(context: SeedContext, service: DemoService, environment: string): Record<string, string> {
  const stack = context.organization.stacks.find((row) => row.name === service.stack);
  const short =
    context.organization.environments.find((row) => row.name === environment)?.short ?? environment;
  const values: Readonly<Record<string, string>> = {
    env: short,
    domain: service.domain,
    service: service.name,
    port: String(service.network?.port ?? stack?.network?.port ?? ""),
  };
  return Object.fromEntries(
    (stack?.configKeys ?? []).map(({ key, default: value }) => [
      key,
      value.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? ""),
    ]),
  );
}

/** Older versions differ in one optional key, so that a comparison of two archives has something to show. */
function dataOf(
  context: SeedContext,
  config: { service: DemoService; environment: string; version: number },
): Record<string, string> {
  const { service, environment, version } = config;
  const sample = context.organization.configSamples.find(
    (row) => row.service === service.name && row.environment === environment && row.version === version,
  );
  if (sample) return sample.data;
  const data = defaultsOf(context, service, environment);
  if (version === service.current[environment]?.config) return data;
  const stack = context.organization.stacks.find((row) => row.name === service.stack);
  const optional = stack?.configKeys.find((key) => !key.required && key.default !== "")?.key;
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== optional));
}

/** Id of a config version. */
export function configId(
  context: SeedContext,
  service: string,
  place: { environment: string; version: number },
): string {
  return context.id(
    `config/${service}/${place.environment}/${place.version}`,
    minutesBefore(context, 60 * 24 * 40),
  );
}

/** Every config version that a record names: the current one of each target and those of its history. */
export function configRows(context: SeedContext, records: readonly ReleaseRecord[]): Row[] {
  const firstUse = new Map<string, ReleaseRecord>();
  for (const record of records) {
    const key = configId(context, record.service.name, {
      environment: record.environment,
      version: record.config,
    });
    if (!firstUse.has(key)) firstUse.set(key, record);
  }
  return [...firstUse].map(([id, record]) => {
    const { service, environment, config: version } = record;
    const data = dataOf(context, { service, environment, version });
    const sample = context.organization.configSamples.find(
      (row) => row.service === service.name && row.environment === environment && row.version === version,
    );
    return {
      id,
      service: service.name,
      environment,
      version,
      data,
      author: sample?.by ?? record.requestedBy,
      comment: version === 1 ? "first version" : "values of the stack",
      sha256: configSha256(service.name, data, sha256),
      created_at: sample ? minutesBefore(context, sample.minutesAgo) : secondsAfter(record.createdAt, -3600),
    };
  });
}
