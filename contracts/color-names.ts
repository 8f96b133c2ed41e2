/** The two workloads of a blue/green service. They name nothing else anywhere in the product. */
export const colors = ["blue", "green"] as const;
export type Color = (typeof colors)[number];

/** What a color does right now; derived from the active Service's selector, never stored as a label. */
export const colorRoles = ["serving", "candidate", "standby", "idle"] as const;
export type ColorRole = (typeof colorRoles)[number];

/** The other one of the two colors. */
export function otherColor(color: Color): Color {
  return color === "blue" ? "green" : "blue";
}
