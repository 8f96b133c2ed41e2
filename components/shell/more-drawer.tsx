"use client";

import NextLink from "next/link";
import { en } from "@/components/i18n/en";
import { Drawer } from "@/components/ui/drawer";
import { Glyph } from "@/components/ui/glyph";
import { moreEntries } from "./nav-entries";
import type { OwnMenuProps } from "./own-menu";
import { ThemeChoice } from "./theme-choice";

type Props = OwnMenuProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** What the phone's bar has no place for: the other pages, theme, who I am. */
export function MoreDrawer({ open, onOpenChange, person, signOutHref, theme }: Props) {
  const close = () => onOpenChange(false);
  return (
    <Drawer open={open} onOpenChange={onOpenChange} title={en.nav.more}>
      {moreEntries.map((entry) => (
        <NextLink key={entry.page} prefetch={false} className="line" href={entry.href} onClick={close}>
          <Glyph name={entry.glyph} size={16} /> {entry.label}
        </NextLink>
      ))}
      <NextLink prefetch={false} className="line" href="/docs/api" onClick={close}>
        <Glyph name="nav-more" size={16} /> {en.shell.api}
      </NextLink>
      <div className="line">
        {en.shell.theme} <ThemeChoice initial={theme} className="push" />
      </div>
      {person ? (
        <div className="line">
          <Glyph name="person" /> {person.name}
          <a className="push" href={signOutHref}>
            {en.shell.signOut}
          </a>
        </div>
      ) : null}
    </Drawer>
  );
}
