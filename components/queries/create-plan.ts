import type { Plan, PlanRequest } from "@/contracts/plan";
import { send } from "./request";

/** Renders and stores a plan; writes nothing to a cluster. */
export const createPlan = (body: PlanRequest) => send<Plan>("POST", "/api/v1/plans", { body });
