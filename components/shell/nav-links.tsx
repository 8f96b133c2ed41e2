"use client";

import dynamic from "next/dynamic";
import NextLink from "next/link";
import { Fragment, useState } from "react";
import { en } from "@/components/i18n/en";
import { Count } from "@/components/ui/badge";
import { Glyph } from "@/components/ui/glyph";
import { barEntries, type NavPage, navGroups } from "./nav-entries";
import type { OwnMenuProps } from "./own-menu";
import { usePlace } from "./shell-facts";

/** Things that wait for me, by page. */
export type NavCounts = Partial<Record<NavPage, number>>;

const MoreDrawer = dynamic(() => import("./more-drawer").then((module) => module.MoreDrawer), { ssr: false });

/** The rail's links in their groups. */
export function RailLinks({ counts }: { counts: NavCounts }) {
  const { page } = usePlace();
  return navGroups.map((group) => (
    <Fragment key={group.label}>
      <h2>{group.label}</h2>
      <nav className="nav" aria-label={group.label}>
        {group.entries.map((entry) => (
          <NextLink
            prefetch={false}
            key={entry.page}
            href={entry.href}
            aria-current={entry.page === page ? "page" : undefined}
          >
            <Glyph name={entry.glyph} size={16} />
            <span className="word">{entry.label}</span>
            <Count value={counts[entry.page] ?? 0} />
          </NextLink>
        ))}
      </nav>
    </Fragment>
  ));
}

/** The bar of a phone: three pages, and everything else behind More. */
export function BottomBar({ counts, ...own }: { counts: NavCounts } & OwnMenuProps) {
  const { page } = usePlace();
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <nav className="bottom" aria-label={en.shell.main}>
      {barEntries.map((entry) => (
        <NextLink
          prefetch={false}
          key={entry.page}
          href={entry.href}
          aria-current={entry.page === page ? "page" : undefined}
        >
          <Glyph name={entry.glyph} size={16} />
          <span>{entry.short}</span>
          <Count value={counts[entry.page] ?? 0} />
        </NextLink>
      ))}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open ?? false}
        onClick={() => setOpen(true)}
      >
        <Glyph name="nav-more" size={16} />
        <span>{en.nav.more}</span>
      </button>
      {open === null ? null : <MoreDrawer open={open} onOpenChange={setOpen} {...own} />}
    </nav>
  );
}
