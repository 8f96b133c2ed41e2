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

/** What is decided is told by its rollout: who, when, and what came of it. */
const hrefOf = ({ deployment }: ApprovalItem, box: string): string =>
  box === "done" ? `/r/${deployment.id}` : `/approvals/${deployment.id}?box=${box}`;

const parts = ["config", "template"];

/** "Changes config, template. First deployment." */
function riskWords(risk: readonly string[]): string {
  const changed = risk.filter((one) => parts.includes(one));
  const others = risk.filter((one) => !parts.includes(one));
  return [...(changed.length > 0 ? [`changes ${changed.join(", ")}`] : []), ...others]
    .map((words) => ` ${words.charAt(0).toUpperCase()}${words.slice(1)}.`)
    .join("");
}

/** How a request ended, or when it would end by itself. */
function endWords({ deployment, expiresAt }: ApprovalItem): string {
  if (deployment.state === "awaiting_approval") return expiry(expiresAt);
  const words = deployment.state.replaceAll("_", " ");
  return ` ${words.charAt(0).toUpperCase()}${words.slice(1)}`;
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
            <Link plain data-item={item.deployment.id} href={hrefOf(item, box)}>
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
            {item.deployment.requestedBy}.{riskWords(item.risk)}
            {endWords(item)}
          </p>
        </li>
      ))}
    </ul>
  );
}
