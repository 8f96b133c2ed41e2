import clsx from "clsx";
import type { ComponentPropsWithRef, ReactNode } from "react";
import { DisabledReason } from "./disabled-reason";

export type ButtonProps = Omit<ComponentPropsWithRef<"button">, "disabled"> & {
  /** `solid` is the one primary action of a view, `quiet` every other, `bare` has no box. */
  look?: "solid" | "quiet" | "bare";
  /** 28 px for bars and banners; 44 px on a phone either way. */
  small?: boolean;
  /**
   * Why this may not be pressed and who can. The button stays visible and reachable by keyboard, dashed and
   * `aria-disabled`; pressing it does nothing and it never submits a form.
   */
  disabledReason?: string | undefined;
  children: ReactNode;
};

/** Classes of a button's look, also for links that look like buttons. */
export function buttonClass({ look = "quiet", small = false }: Pick<ButtonProps, "look" | "small">): string {
  return clsx("btn", look === "solid" && "primary", look === "bare" && "bare", small && "small");
}

/** A button whose label names the effect and the amount. */
export function Button({ look, small, disabledReason, className, ...rest }: ButtonProps) {
  const classes = clsx(buttonClass({ ...(look ? { look } : {}), ...(small ? { small } : {}) }), className);
  if (disabledReason === undefined) return <button type="button" className={classes} {...rest} />;
  const { onClick: _never, type: _neither, ...inert } = rest;
  return (
    <DisabledReason reason={disabledReason}>
      {(id) => (
        <button {...inert} type="button" className={classes} aria-disabled="true" aria-describedby={id} />
      )}
    </DisabledReason>
  );
}
