import * as z from "zod";
import { matrixRowSchema } from "./service";

/** The answer of GET /api/v1/services?view=matrix: what runs where, one row per service. */
export const matrixSchema = z.strictObject({
  environments: z.array(z.string()),
  rows: z.array(matrixRowSchema),
  cursor: z.string(),
});
export type Matrix = z.infer<typeof matrixSchema>;
