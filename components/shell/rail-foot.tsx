import NextLink from "next/link";
import { Glyph } from "@/components/ui/glyph";

/** Rollouts that run now; nothing is drawn for none. */
export function InFlight({ count, href = "/rollouts" }: { count: number; href?: string }) {
  if (count === 0) return null;
  return (
    <NextLink prefetch={false} href={href}>
      <Glyph name="change" />
      <span>In flight</span>
      <span className="num">{count}</span>
    </NextLink>
  );
}

/** State of the live stream: its delay while it lives, what is wrong while it does not. */
export function LiveIndicator({ state, words }: { state: "live" | "late" | "lost"; words?: string }) {
  const title = { live: "Live", late: "Late", lost: "Not live" }[state];
  return (
    <span>
      <i className={state === "live" ? "beat" : `beat ${state}`} />
      {title}
      {words ? <span className="num">{words}</span> : null}
    </span>
  );
}
