import { memo } from "react";
import { logLevel } from "./log-level";
import { type LogSpan, logSpans } from "./log-spans";
import { type Hits, markedSpans } from "./marked-spans";

function classOf({ tone, bold }: LogSpan): string | undefined {
  if (tone === undefined) return bold ? "strong" : undefined;
  return bold ? `tone-${tone} strong` : `tone-${tone}`;
}

/**
 * One line of a log, in the colors it asks for; a line of level WARN or ERROR stands out.
 * @param written the line as it was written, where `line` is a shorter form of it
 * @param hitsIn what is searched for: it is marked
 */
export const LogLine = memo(function LogLine({
  line,
  written,
  hitsIn,
}: {
  line: string;
  written?: string;
  hitsIn?: ((text: string) => Hits) | undefined;
}) {
  const spans = logSpans(line);
  const plain = spans.map(({ text }) => text).join("");
  const level = logLevel(written ?? plain);
  return (
    <div className={level ? `lv-${level}` : undefined}>
      {markedSpans(spans, hitsIn?.(plain) ?? []).map((span, index) => {
        const Piece = span.isHit ? "mark" : "span";
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
          <Piece key={index} className={classOf(span)}>
            {span.text}
          </Piece>
        );
      })}
    </div>
  );
});
