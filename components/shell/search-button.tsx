"use client";

import { en } from "@/components/i18n/en";
import { Glyph } from "@/components/ui/glyph";
import { openPalette } from "./open-layers";

/** Looks like a field and opens the palette; a glyph on a phone. */
export function SearchButton() {
  return (
    <>
      <button type="button" className="field search" aria-haspopup="dialog" onClick={openPalette}>
        <Glyph name="search" size={16} />
        <span className="words cut">{en.shell.find}</span>
        <span aria-hidden="true" className="key">
          /
        </span>
      </button>
      <button
        type="button"
        className="btn bare search-btn"
        aria-haspopup="dialog"
        aria-label={en.shell.findShort}
        onClick={openPalette}
      >
        <Glyph name="search" size={16} />
      </button>
    </>
  );
}
