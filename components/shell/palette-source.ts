import { useEffect } from "react";
import type { GlyphName } from "@/components/ui/glyph";

/** One thing that can be found or done. */
export type PaletteItem = {
  id: string;
  label: string;
  /** Caption under which it stands: "Services", "Builds", "Actions". */
  group: string;
  /** Words at the right end. */
  hint?: string;
  glyph?: GlyphName;
  /** Where it goes; else `onSelect` runs. */
  href?: string;
  onSelect?: () => void;
};

/** Finds items for the words typed so far; throws when it cannot. The signal ends with the next key. */
export type PaletteSource = (
  query: string,
  signal: AbortSignal,
) => Promise<readonly PaletteItem[]> | readonly PaletteItem[];

const sources = new Set<PaletteSource>();

/** All sources that features have given, in the order in which they came. */
export const paletteSources = (): readonly PaletteSource[] => [...sources];

/** Gives the palette something to find while the calling component is on the page. Keep the function's identity. */
export function usePaletteSource(source: PaletteSource): void {
  useEffect(() => {
    sources.add(source);
    return () => {
      sources.delete(source);
    };
  }, [source]);
}
