"use client";

import type { ReactNode } from "react";
import { RenderedAt } from "./now";

/** Tells every age below it when the server rendered the page, so that the first client rendering says the same. */
export function RenderedAtProvider({ at, children }: { at: number; children: ReactNode }) {
  return <RenderedAt value={at}>{children}</RenderedAt>;
}
