import clsx from "clsx";
import NextLink from "next/link";
import type { ComponentPropsWithRef } from "react";
import { type ButtonProps, buttonClass } from "./button";

type NextLinkProps = ComponentPropsWithRef<typeof NextLink>;

export type LinkProps = NextLinkProps & {
  /** Without an underline, where the whole row or card is the link. */
  plain?: boolean;
};

/** Ink, underlined; goes through the router. Not fetched ahead: every page is rendered fresh, and a list would render them all. */
export function Link({ plain, className, ...rest }: LinkProps) {
  return <NextLink prefetch={false} className={clsx(plain && "plain", className)} {...rest} />;
}

export type ButtonLinkProps = NextLinkProps & Pick<ButtonProps, "look" | "small">;

/** A link that looks like a button, for actions that open a page. */
export function ButtonLink({ look, small, className, ...rest }: ButtonLinkProps) {
  return (
    <NextLink
      prefetch={false}
      className={clsx(buttonClass({ ...(look ? { look } : {}), ...(small ? { small } : {}) }), className)}
      {...rest}
    />
  );
}
