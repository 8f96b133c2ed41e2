import type { Need } from "@/contracts/me";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

/** Cards of "Needs you now". Live through topics `me` and `rollouts`. */
export const needsQuery = (environment: string) =>
  apiQuery<Need[]>(keys.needs(environment), `/api/v1/needs${queryString({ env: environment })}`);
