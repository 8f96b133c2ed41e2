import clsx from "clsx";
import type { ComponentPropsWithRef, ReactNode } from "react";

export type CheckboxProps = Omit<ComponentPropsWithRef<"input">, "type" | "children"> & {
  children: ReactNode;
};

/** A box to tick with its words. */
export function Checkbox({ children, className, ...rest }: CheckboxProps) {
  return (
    <label className={clsx("check", className)}>
      <input type="checkbox" {...rest} />
      <i aria-hidden="true" />
      {children}
    </label>
  );
}

/** A setting that takes effect at once. */
export function Switch({ children, className, ...rest }: CheckboxProps) {
  return (
    <label className={clsx("check switch", className)}>
      {/* biome-ignore lint/a11y/useAriaPropsForRole: the browser tells the state of a checkbox by itself */}
      <input type="checkbox" role="switch" {...rest} />
      <i aria-hidden="true" />
      {children}
    </label>
  );
}

/** One of several; the browser groups them by `name`. */
export function Radio({ children, className, ...rest }: CheckboxProps) {
  return (
    <label className={clsx("check radio", className)}>
      <input type="radio" {...rest} />
      <i aria-hidden="true" />
      {children}
    </label>
  );
}
