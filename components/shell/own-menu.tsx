"use client";

import { useState } from "react";
import { en } from "@/components/i18n/en";
import { MenuButton, type MenuEntry } from "@/components/ui/menu-button";
import { initialsOf } from "./initials";
import { openKeys } from "./open-layers";
import { setTheme, type Theme, themes } from "./theme";

/** Who is signed in. */
export type ShellPerson = { name: string };

export type OwnMenuProps = { person?: ShellPerson | undefined; signOutHref: string; theme: Theme };

/** The person's own menu: theme, keys, sign out. */
export function OwnMenu({ person, signOutHref, theme }: OwnMenuProps) {
  const [chosen, setChosen] = useState(theme);
  if (!person) return null;
  const choose = (value: Theme) => {
    setChosen(value);
    setTheme(value);
  };
  const entries: MenuEntry[] = [
    { kind: "caption", label: person.name },
    ...themes.map(
      (value): MenuEntry => ({
        label: en.shell.themes[value],
        checked: value === chosen,
        onSelect: () => choose(value),
      }),
    ),
    { kind: "rule" },
    { label: en.shell.api, href: "/docs/api" },
    { label: en.shell.keys, hint: "?", onSelect: openKeys },
    { label: en.shell.signOut, onSelect: () => window.location.assign(signOutHref) },
  ];
  return (
    <span className="own">
      <MenuButton className="avatar" label={en.shell.ownMenu(person.name)} entries={entries} align="end">
        {initialsOf(person.name)}
      </MenuButton>
    </span>
  );
}
