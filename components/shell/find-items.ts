import { navEntries } from "./nav-entries";
import { type PaletteItem, paletteSources } from "./palette-source";

const pages: readonly PaletteItem[] = [
  ...navEntries.map((entry) => ({
    id: `page-${entry.page}`,
    label: entry.label,
    group: "Pages",
    hint: `g ${entry.key}`,
    glyph: entry.glyph,
    href: entry.href,
  })),
  {
    id: "page-plan-campaign",
    label: "Plan a campaign",
    group: "Pages",
    glyph: "nav-campaigns",
    href: "/campaigns/new",
  },
];

/** What the palette shows: items by group, and the sentence of a source that failed. */
export type Findings = {
  groups: readonly { value: string; items: readonly PaletteItem[] }[];
  failed: boolean;
};

/** Every word must occur in the label or the hint. */
export function matches(item: PaletteItem, query: string): boolean {
  const text = `${item.label} ${item.hint ?? ""}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Asks all sources; a source that fails is left out and said. */
export async function findItems(query: string, signal: AbortSignal): Promise<Findings> {
  const answers = await Promise.allSettled(paletteSources().map(async (source) => source(query, signal)));
  const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  const items = [...found, ...pages.filter((item) => matches(item, query))];
  const groups = [...new Set(items.map((item) => item.group))].map((value) => ({
    value,
    items: items.filter((item) => item.group === value),
  }));
  return { groups, failed: answers.some((answer) => answer.status === "rejected") };
}
