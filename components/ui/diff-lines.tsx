/** One line of a difference. `at` is its number in the text it belongs to. */
export type DiffLine = { sign: "minus" | "plus" | "same" | "gap"; at?: number; text: string };

const signs = { minus: "−", plus: "+", same: " ", gap: "…" } as const;
const words = { minus: "removed", plus: "added", same: "", gap: "" } as const;

/** Changed lines with their numbers; removed on red wash with −, added on ink wash with +. */
export function DiffLines({ label, lines }: { label: string; lines: readonly DiffLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
    <section className="hunk" tabIndex={0} aria-label={label}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines keep their order
        <div key={index} className={line.sign === "same" ? undefined : line.sign}>
          <span className="ln">{line.at}</span>
          <span>
            <span aria-hidden="true">{signs[line.sign]}</span>
            {words[line.sign] ? <span className="sr">{words[line.sign]} </span> : null}
          </span>
          <span>{line.text}</span>
        </div>
      ))}
    </section>
  );
}

/** An old value and its new one on one line, `1.22.0 → 1.23.0`. */
export function Change({ from, to }: { from?: string | undefined; to?: string | undefined }) {
  return (
    <span className="mono">
      {from ? <del>{from}</del> : null}
      {from && to ? (
        <svg className="g to mx-1" role="img" aria-label="to">
          <use href="#g-to" />
        </svg>
      ) : null}
      {to ? <ins>{to}</ins> : null}
    </span>
  );
}
