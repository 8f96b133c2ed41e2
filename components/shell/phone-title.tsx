"use client";

import NextLink from "next/link";
import { en } from "@/components/i18n/en";
import { Glyph } from "@/components/ui/glyph";
import { usePlace } from "./shell-facts";

/** Back and the page's name in the top bar of a phone. The page's own `h1` stays for assistive technology. */
export function PhoneTitle() {
  const { title, back } = usePlace();
  return (
    <>
      {back ? (
        <NextLink prefetch={false} className="btn bare back" href={back} aria-label={en.shell.back}>
          <Glyph name="left" />
        </NextLink>
      ) : null}
      <span className="m-title" aria-hidden="true">
        {title}
      </span>
    </>
  );
}
