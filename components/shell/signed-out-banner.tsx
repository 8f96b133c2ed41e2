"use client";

import { usePathname } from "next/navigation";
import { ButtonLink } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";

/** Shown in place of a redirect, so that nothing typed is lost. */
export function SignedOutBanner() {
  const pathname = usePathname();
  return (
    <Notice
      tone="amber"
      glyph="person"
      action={
        <ButtonLink small href={`/signin?from=${encodeURIComponent(pathname)}`}>
          Sign in again
        </ButtonLink>
      }
    >
      Your session has ended. What you typed is kept on this page.
    </Notice>
  );
}
