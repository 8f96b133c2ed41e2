import clsx from "clsx";
import type { ReactNode } from "react";
import { Glyph, type GlyphName } from "./glyph";

export type NoticeProps = {
  /** `amber` look soon or stale, `red` failing, `plain` everything else. */
  tone?: "plain" | "amber" | "red";
  glyph?: GlyphName;
  /** At the right end: one button. */
  action?: ReactNode;
  children: ReactNode;
  className?: string;
};

const glyphOf = { plain: "none", amber: "soon", red: "fail" } as const;

/** A line across the page or a panel: what, where, since when, and what can be done. */
export function Notice({ tone = "plain", glyph, action, children, className }: NoticeProps) {
  return (
    <div
      className={clsx("banner", tone === "amber" && "amber-b", tone === "red" && "notice-err", className)}
      role={tone === "red" ? "alert" : "status"}
    >
      <Glyph name={glyph ?? glyphOf[tone]} />
      <span>{children}</span>
      {action ? <span className="push">{action}</span> : null}
    </div>
  );
}
