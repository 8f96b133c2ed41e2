"use client";

import { useState } from "react";
import { en } from "@/components/i18n/en";
import { Segmented } from "@/components/ui/segmented";
import { setTheme, type Theme, themes } from "./theme";

const short = { system: "System", light: en.shell.themes.light, dark: en.shell.themes.dark } as const;

/** System, light or dark. */
export function ThemeChoice({ initial, className }: { initial: Theme; className?: string }) {
  const [theme, choose] = useState(initial);
  return (
    <Segmented
      label={en.shell.theme}
      value={theme}
      segments={themes.map((value) => ({ value, label: short[value] }))}
      onChange={(value) => {
        choose(value);
        setTheme(value);
      }}
      {...(className ? { className } : {})}
    />
  );
}
