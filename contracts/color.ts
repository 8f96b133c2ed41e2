import * as z from "zod";

/** The two workloads of a blue/green service. They name nothing else anywhere in the product. */
export const colors = ["blue", "green"] as const;
export const colorSchema = z.enum(colors);
export type Color = z.infer<typeof colorSchema>;

/** What a color does right now; derived from the active Service's selector, never stored as a label. */
export const colorRoles = ["serving", "candidate", "standby", "idle"] as const;
export const colorRoleSchema = z.enum(colorRoles);
export type ColorRole = z.infer<typeof colorRoleSchema>;

/** The other one of the two colors. */
export function otherColor(color: Color): Color {
  return color === "blue" ? "green" : "blue";
}
