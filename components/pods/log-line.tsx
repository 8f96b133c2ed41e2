import { memo } from "react";
import { logLevel } from "./log-level";
import { type LogSpan, logSpans } from "./log-spans";

function classOf({ tone, bold }: LogSpan): string | undefined {
  if (tone === undefined) return bold ? "strong" : undefined;
  return bold ? `tone-${tone} strong` : `tone-${tone}`;
}

/**
 * One line of a log, in the colors it asks for; a line of level WARN or ERROR stands out.
 * @param written the line as it was written, where `line` is a shorter form of it
 */
export const LogLine = memo(function LogLine({ line, written }: { line: string; written?: string }) {
  const spans = logSpans(line);
  const level = logLevel(written ?? spans.map(({ text }) => text).join(""));
  return (
    <div className={level ? `lv-${level}` : undefined}>
      {spans.map((span, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
        <span key={index} className={classOf(span)}>
          {span.text}
        </span>
      ))}
    </div>
  );
});
