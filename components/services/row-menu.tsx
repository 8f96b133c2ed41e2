import { Glyph } from "@/components/ui/glyph";
import { MenuButton } from "@/components/ui/menu-button";
import type { MenuEntry } from "@/components/ui/menu-entry";
import type { InFlight } from "@/contracts/service";

/** What one may do with a service from its row. */
export function RowMenu({
  service,
  environment,
  inFlight,
}: {
  service: string;
  environment: string;
  inFlight: InFlight | null;
}) {
  const entries = (): readonly MenuEntry[] => [
    { label: "Deploy a build", href: `/s/${service}/${environment}/deploy` },
    ...(inFlight ? [{ label: `Open rollout R-${inFlight.ref}`, href: `/r/${inFlight.id}` }] : []),
    { label: "History", href: `/history?service=${service}&env=${environment}` },
    { kind: "rule" },
    { label: "Copy the name", onSelect: () => void navigator.clipboard.writeText(service) },
  ];
  return (
    <MenuButton label={`Menu of ${service}`} className="more" align="end" entries={entries}>
      <Glyph name="dots" />
    </MenuButton>
  );
}
