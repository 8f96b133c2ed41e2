"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { needsQuery } from "@/components/queries/needs";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import type { Need } from "@/contracts/me";

const glyphOf: Readonly<Record<Need["kind"], GlyphName>> = {
  failing: "fail",
  stuck: "change",
  waiting_switch: "change",
  approval: "person",
  look: "soon",
};

function NeedCard({ need }: { need: Need }) {
  return (
    <li className={clsx(need.kind === "failing" && "is-failing")}>
      <Glyph name={glyphOf[need.kind]} />
      <b className="cut">{need.title}</b>
      <p className={need.kind === "failing" ? "red" : "dim"}>{need.sentence}</p>
      <p className="act">
        {need.links.map((link) => (
          <Link key={link.href} href={link.href}>
            {link.label}
          </Link>
        ))}
      </p>
    </li>
  );
}

/** What waits for the person who looks: at most four cards, or one quiet line when nothing does. */
export function NeedStrip({ environment }: { environment: string }) {
  const { data: needs } = useQuery(needsQuery(environment));
  if (!needs) return null;
  if (needs.length === 0) {
    return (
      <p className="quiet-line">
        <Glyph name="tick" />
        <span>Nothing needs you.</span>
      </p>
    );
  }
  return (
    <>
      <ul className="need" aria-label="Needs you now">
        {needs.slice(0, 4).map((need) => (
          <NeedCard key={`${need.kind} ${need.title}`} need={need} />
        ))}
      </ul>
      {needs.length > 4 ? (
        <p className="dim xs">
          {needs.length - 4} more in <Link href="/rollouts">Rollouts</Link> and{" "}
          <Link href="/approvals">Approvals</Link>
        </p>
      ) : null}
    </>
  );
}
