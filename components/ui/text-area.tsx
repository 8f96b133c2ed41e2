import clsx from "clsx";
import type { ComponentPropsWithRef } from "react";

/** Several lines of text in the box of an input. */
export function TextArea({ bad, className, ...rest }: ComponentPropsWithRef<"textarea"> & { bad?: boolean }) {
  return (
    <span className={clsx("field area", bad && "bad", className)}>
      <textarea rows={3} aria-invalid={bad || undefined} {...rest} />
    </span>
  );
}
