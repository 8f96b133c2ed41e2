import clsx from "clsx";
import type { ComponentPropsWithRef } from "react";
import { Glyph } from "./glyph";

export type SelectOption = { value: string; label: string; disabled?: boolean };

export type SelectProps = Omit<ComponentPropsWithRef<"select">, "children"> & {
  options: readonly SelectOption[];
  bad?: boolean;
};

/** The browser's own list in our box: costs no script and is right on every phone. Menus with reasons are `MenuButton`. */
export function Select({ options, bad, className, ...rest }: SelectProps) {
  return (
    <span className={clsx("field", bad && "bad", className)}>
      <select aria-invalid={bad || undefined} {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Glyph name="down" />
    </span>
  );
}
