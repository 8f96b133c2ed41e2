/** Health of a service in an environment, worst first: the order of the default sort. */
export const healthStates = ["failing", "changing", "look", "no_data", "ok"] as const;
export type HealthState = (typeof healthStates)[number];
