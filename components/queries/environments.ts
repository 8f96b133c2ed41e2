import type { Environment } from "@/contracts/service";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** All environments in their order. */
export const environmentsQuery = () => apiQuery<Environment[]>(keys.environments, "/api/v1/environments");
