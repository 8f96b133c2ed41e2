import { en } from "@/components/i18n/en";
import type { GlyphName } from "@/components/ui/glyph";

/** Pages of the rail that this release has. */
export type NavPage = "services" | "rollouts" | "approvals" | "campaigns" | "history";

export type NavEntry = {
  page: NavPage;
  label: string;
  short: string;
  href: string;
  glyph: GlyphName;
  key: string;
};

const entry = (page: NavPage, glyph: GlyphName, short: string = en.nav[page]): NavEntry => ({
  page,
  label: en.nav[page],
  short,
  href: `/${page}`,
  glyph,
  key: page.charAt(0),
});

/** The rail's groups in order. A page appears here with the release that brings it. */
export const navGroups: readonly { label: string; entries: readonly NavEntry[] }[] = [
  {
    label: en.nav.groups.run,
    entries: [
      entry("services", "nav-services"),
      entry("rollouts", "nav-rollouts"),
      entry("approvals", "nav-approvals", en.nav.approvalsShort),
    ],
  },
  { label: en.nav.groups.prepare, entries: [entry("campaigns", "nav-campaigns")] },
  { label: en.nav.groups.record, entries: [entry("history", "nav-history")] },
];

export const navEntries: readonly NavEntry[] = navGroups.flatMap((group) => group.entries);

/** The entries of a phone's bar: what happens now. The others stand behind More. */
export const barEntries: readonly NavEntry[] = navGroups[0]?.entries ?? [];

export const moreEntries: readonly NavEntry[] = navEntries.filter((one) => !barEntries.includes(one));
