import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import type { CampaignRow } from "@/contracts/campaign";
import { CampaignMark } from "./campaign-mark";
import { servicesInWords } from "./campaign-words";
import { LaunchClock, Moment } from "./times";

/** The campaign that comes next, or that runs: its clock, and whether it stands well. */
export function NextCampaign({ row }: { row: CampaignRow | undefined }) {
  if (!row)
    return (
      <p className="quiet-line">
        <Glyph name="tick" /> <span>No campaign is ahead.</span>
      </p>
    );
  return (
    <section className="panel next-campaign" aria-label="Next campaign">
      <LaunchClock start={row.current.startsAt} className="launch" />
      <span className="what">
        <Link href={`/campaigns/${row.slug}`} plain className="strong">
          {row.title}
        </Link>
        <span className="why block">
          {servicesInWords(row.targets)} in {row.environment}, {row.confirmed} of {row.targets} confirmed
        </span>
      </span>
      <Moment at={row.current.startsAt} zone={row.zone} />
      <CampaignMark row={row} />
    </section>
  );
}
