import type { PlanRequest } from "@/contracts/plan";
import { refuse } from "@/server/operations/operation-refused";
import type { TargetRecord } from "@/server/ports/catalog-store";
import type { BuildRecord, ConfigRecord } from "@/server/ports/release-store";
import type { Stores } from "@/server/ports/unit-of-work";

/** The target by names; refuses when the service or the environment does not exist, or do not meet. */
export async function findTarget(
  stores: Stores,
  service: string,
  environment: string,
): Promise<TargetRecord> {
  const target = await stores.catalog.target(service, environment);
  if (target) return target;
  const known = await stores.catalog.service(service);
  return refuse(
    "not_found",
    known ? `${service} is not in ${environment}.` : `There is no service ${service}.`,
  );
}

/** The build by its tag; refuses when none is registered. */
export async function findBuild(stores: Stores, service: string, tag: string): Promise<BuildRecord> {
  const build = await stores.builds.byTag(service, tag);
  return (
    build ??
    refuse(
      "image_missing",
      `No build of ${service} has the tag ${tag}. Check the tag, or register the build.`,
    )
  );
}

/** The named config version, or the newest. */
export async function findConfig(
  stores: Stores,
  request: Pick<PlanRequest, "service" | "environment" | "config">,
): Promise<ConfigRecord> {
  const { service, environment, config: version } = request;
  const config =
    version === undefined
      ? await stores.configs.newest(service, environment)
      : await stores.configs.version(service, environment, version);
  return (
    config ??
    refuse(
      "not_found",
      version === undefined
        ? `${service} has no config in ${environment} yet.`
        : `${service} has no config ${version} in ${environment}.`,
    )
  );
}
