import clsx from "clsx";
import { type ReactNode, useId } from "react";
import { Glyph } from "./glyph";

export type FieldProps = {
  label: string;
  /** What is wrong and who can lift it; announced with the control. */
  error?: string | undefined;
  hint?: string;
  className?: string;
  /** Gives the control its id, description and error mark. */
  children: (control: { id: string; "aria-describedby": string | undefined; bad: boolean }) => ReactNode;
};

/** A labeled control with its hint and its error sentence. */
export function Field({ label, error, hint, className, children }: FieldProps) {
  const id = useId();
  const told = error || hint ? `${id}-told` : undefined;
  return (
    <div className={clsx("field-group", className)}>
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": told, bad: Boolean(error) })}
      {told ? (
        <p id={told} className={clsx("why mt-1", error && "red")} role={error ? "alert" : undefined}>
          {error ? <Glyph name="fail" /> : null} {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}
