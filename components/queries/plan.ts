import type { Plan } from "@/contracts/plan";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** A stored plan; it never changes. */
export const planQuery = (id: string) =>
  apiQuery<Plan>(keys.plan(id), `/api/v1/plans/${encodeURIComponent(id)}`);
