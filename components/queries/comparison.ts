import type { Comparison } from "@/contracts/deployment";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

/** The archives of two deployments beside each other. */
export const comparisonQuery = (left: string, right: string) =>
  apiQuery<Comparison>(keys.comparison(left, right), `/api/v1/compare${queryString({ left, right })}`);
