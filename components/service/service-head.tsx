import { memo } from "react";
import { FloorChip } from "@/components/campaigns/floor-chip";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/link";
import type { Eligibility } from "@/contracts/problem";
import type { ServiceDetail } from "@/contracts/service";

/** A link that looks like a button, or the button that says why not. */
function Act({
  eligible,
  href,
  label,
  solid,
}: {
  eligible: Eligibility;
  href: string;
  label: string;
  solid?: boolean;
}) {
  const look = solid ? "solid" : "quiet";
  if (!eligible.allowed) {
    return (
      <Button look={look} disabledReason={eligible.reason}>
        {label}
      </Button>
    );
  }
  return (
    <ButtonLink look={look} href={href} scroll={false}>
      {label}
    </ButtonLink>
  );
}

function ownersOf(row: ServiceDetail["row"]): string {
  return row.team === row.owner
    ? `Built and approved by ${row.team}.`
    : `Built by ${row.team}, approved by ${row.owner}.`;
}

/** Name, owners and the two things one does with a service. */
export const ServiceHead = memo(function ServiceHead({
  row,
  actions,
  description,
  environment,
}: Pick<ServiceDetail, "row" | "actions" | "description"> & { environment: string }) {
  return (
    <>
      <p className="crumb">
        {row.domain.charAt(0).toUpperCase() + row.domain.slice(1)}, tier {row.tier}. {ownersOf(row)} On call:{" "}
        {row.onCall}. {description}
      </p>
      <div className="page-head">
        <h1>{row.name}</h1>
        <FloorChip service={row.name} />
        <div className="acts">
          <Act
            eligible={actions.rollback}
            href={`/history?service=${row.name}&env=${environment}`}
            label="Roll back"
          />
          <Act
            eligible={actions.deploy}
            href={`/s/${row.name}/${environment}/deploy`}
            label="Deploy a build"
            solid
          />
        </div>
      </div>
    </>
  );
});
