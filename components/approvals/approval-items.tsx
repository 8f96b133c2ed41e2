"use client";

import { Ago } from "@/components/ui/age";
import { Glyph, type GlyphName } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import type { ApprovalItem } from "@/contracts/approval";

function glyphOf({ deployment }: ApprovalItem): GlyphName {
  if (deployment.state === "awaiting_approval") return "person";
  return deployment.state === "rejected" || deployment.state === "canceled" ? "skip" : "tick";
}

function expiry(expiresAt: string | null): string {
  if (!expiresAt) return "";
  const hours = Math.max(0, Math.ceil((new Date(expiresAt).getTime() - Date.now()) / 3_600_000));
  return ` Expires in ${hours} h`;
}

/** Requests of one box, newest first; the open one is marked. */
export function ApprovalItems({
  items,
  open,
  box,
}: {
  items: readonly ApprovalItem[];
  open: string | null;
  box: string;
}) {
  return (
    <ul className="items">
      {items.map((item) => (
        <li key={item.deployment.id} aria-current={item.deployment.id === open ? "true" : undefined}>
          <Glyph name={glyphOf(item)} />
          <b className="cut">
            <Link plain data-item={item.deployment.id} href={`/approvals/${item.deployment.id}?box=${box}`}>
              {item.deployment.service}
            </Link>
          </b>
          <span className="dim nowrap">
            <Ago at={item.deployment.createdAt} />
          </span>
          <p>
            <span className="mono">{item.deployment.release.version}</span> to {item.deployment.environment}
          </p>
          <p className="xs faint" suppressHydrationWarning>
            {item.deployment.requestedBy}.{item.risk.length > 0 ? ` Changes ${item.risk.join(", ")}.` : ""}
            {item.deployment.state === "awaiting_approval"
              ? expiry(item.expiresAt)
              : ` ${item.deployment.state.replaceAll("_", " ")}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
