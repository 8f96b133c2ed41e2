import { environmentsOf } from "./catalog-rows";
import type { Row } from "./insert-rows";
import { targetId } from "./release-records";
import type { SeedContext } from "./seed-context";

/** One target per service and environment, on the environment's primary cluster. */
export function targetRows(context: SeedContext): Row[] {
  const { services, environments } = context.organization;
  return services.flatMap((service) =>
    environmentsOf(service).map(({ environment: name }) => {
      const environment = environments.find((row) => row.name === name);
      if (!environment) throw new Error(`${service.name} names the unknown environment ${name}`);
      return {
        id: targetId(context, service.name, name),
        service: service.name,
        environment: name,
        cluster: environment.cluster,
        namespace: `${service.domain}-${environment.short}`,
        strategy: service.runtime.strategy,
        hpa_mode: service.runtime.strategy === "cron" ? "none" : "per_color",
        serving_color: service.current[name]?.color ?? null,
        fence_epoch: 0,
        workload_uids: {},
        row_version: 1,
      };
    }),
  );
}

/** Bounds of every target that scales: those of the service in production, small ones elsewhere. */
export function scalingRows(context: SeedContext): Row[] {
  const { services, scalingDefaults } = context.organization;
  return services
    .filter((service) => service.runtime.strategy !== "cron")
    .flatMap((service) =>
      environmentsOf(service).map(({ environment, replicas }) => {
        const own = environment === "production" ? service.scaling : undefined;
        const max = Math.max(replicas, scalingDefaults.nonProductionMax);
        return {
          target_id: targetId(context, service.name, environment),
          base_min: own?.min ?? Math.max(1, replicas),
          base_max: own?.max ?? max,
          ceiling: own?.ceiling ?? max,
          target_cpu_percent: service.stack === "frontend-static" ? 70 : 60,
          scale_down_seconds: scalingDefaults.scaleDownStabilizationSeconds,
          row_version: 1,
        };
      }),
    );
}
