import { Glyph } from "./glyph";

/** One filter term, `team:risk`, with a button that removes it. */
export function Token({ text, onRemove }: { text: string; onRemove?: () => void }) {
  return (
    <span className="token">
      {text}
      {onRemove ? (
        <button type="button" aria-label={`Remove ${text}`} onClick={onRemove}>
          <Glyph name="close" />
        </button>
      ) : null}
    </span>
  );
}
