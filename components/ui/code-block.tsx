import clsx from "clsx";
import { yamlTokens } from "./yaml-tokens";

export type CodeBlockProps = {
  /** Accessible name of the pane: "Deployment payment-history-api-green". */
  label: string;
  text: string;
  language?: "yaml" | "text";
  /** Lines to mark, counted from 1. */
  marked?: ReadonlySet<number>;
  className?: string;
};

/** Text to read and copy, with line numbers that a selection leaves out. */
export function CodeBlock({ label, text, language = "yaml", marked, className }: CodeBlockProps) {
  const lines = text.replace(/\n$/, "").split("\n");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
    <section className={clsx("code", className)} tabIndex={0} aria-label={label}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are named by their number
        <div key={index} className={clsx("l", marked?.has(index + 1) && "hit")} data-n={index + 1}>
          <code>{language === "yaml" ? <YamlLine line={line} /> : line || "\u200b"}</code>
        </div>
      ))}
    </section>
  );
}

function YamlLine({ line }: { line: string }) {
  if (line === "") return "\u200b";
  return yamlTokens(line).map((token, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces keep their place in the line
    <span key={index} className={token.kind === "plain" ? undefined : `tok-${token.kind}`}>
      {token.text}
    </span>
  ));
}
