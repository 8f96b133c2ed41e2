import { remember } from "./remember";

export const themes = ["system", "light", "dark"] as const;
/** How a person wants to see the pages; `system` follows the device. */
export type Theme = (typeof themes)[number];

/** Reads a cookie's value; anything unknown is the device's choice. */
export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}

/** Shows a theme at once and keeps it for the server. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  remember("theme", theme);
}
