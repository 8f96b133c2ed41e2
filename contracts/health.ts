import * as z from "zod";
import { healthStates } from "./health-states";

export { type HealthState, healthStates } from "./health-states";

export const healthStateSchema = z.enum(healthStates);
