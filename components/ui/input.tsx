import clsx from "clsx";
import type { ComponentPropsWithRef, ReactNode } from "react";

export type InputProps = ComponentPropsWithRef<"input"> & {
  /** Stands inside the box before the text: a glyph, tokens, a word. */
  before?: ReactNode;
  /** Stands inside the box after the text: a key hint, a unit. */
  after?: ReactNode;
  /** Red edge; say what is wrong with `Field`. */
  bad?: boolean;
  /** Class of the box. */
  className?: string;
};

/** A text field in its box, 32 px high, 28 in bars. Needs a label: `Field`, `<label>` or `aria-label`. */
export function Input({ before, after, bad, className, ...rest }: InputProps) {
  return (
    <span className={clsx("field", bad && "bad", className)}>
      {before}
      <input aria-invalid={bad || undefined} {...rest} />
      {after}
    </span>
  );
}
