import type { ScalingView } from "@/contracts/scaling";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** Scaling of a service in an environment, from the read model. */
export const scalingQuery = (service: string, environment: string) =>
  apiQuery<ScalingView>(
    keys.scaling(service, environment),
    `/api/v1/services/${encodeURIComponent(service)}/${encodeURIComponent(environment)}/scaling`,
  );
