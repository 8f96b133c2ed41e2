import * as z from "zod";
import { colorRoles, colors } from "./color-names";

export { type Color, type ColorRole, colors, otherColor } from "./color-names";

export const colorSchema = z.enum(colors);
export const colorRoleSchema = z.enum(colorRoles);
