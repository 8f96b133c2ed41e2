import * as z from "zod";

/** Health of a service in an environment, worst first: the order of the default sort. */
export const healthStates = ["failing", "changing", "look", "no_data", "ok"] as const;
export const healthStateSchema = z.enum(healthStates);
export type HealthState = z.infer<typeof healthStateSchema>;
