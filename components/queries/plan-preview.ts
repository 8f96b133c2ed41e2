import { queryOptions } from "@tanstack/react-query";
import type { Plan, PlanRequest } from "@/contracts/plan";
import { createPlan } from "./create-plan";

/** The plan of a choice in the deploy dialog: one stored plan per choice, kept as long as the dialog needs it. */
export const planPreviewQuery = (choice: PlanRequest) =>
  queryOptions<Plan>({
    queryKey: ["plan-preview", choice],
    queryFn: () => createPlan(choice),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
