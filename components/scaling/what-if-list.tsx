import { Glyph } from "@/components/ui/glyph";
import type { Consequence } from "./what-if";

const glyphs = { plain: "right", look: "soon", bad: "fail" } as const;

/** What a base would do, each in a line; read out when it changes. */
export function WhatIf({ consequences }: { consequences: readonly Consequence[] }) {
  return (
    <ul className="scaling-what-if" aria-label="With these" aria-live="polite">
      {consequences.map(({ tone, text }) => (
        <li key={text} className={tone === "bad" ? "red" : undefined}>
          <Glyph name={glyphs[tone]} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
