import type { BuildChoice } from "@/contracts/plan";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** Builds for the deploy dialog, newest first, each with whether it may go to this environment. */
export const buildsQuery = (service: string, environment: string) =>
  apiQuery<BuildChoice[]>(
    keys.builds(service, environment),
    `/api/v1/services/${encodeURIComponent(service)}/${encodeURIComponent(environment)}/builds`,
  );
