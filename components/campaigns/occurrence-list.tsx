import { Panel } from "@/components/ui/panel";
import type { CampaignDetail } from "@/contracts/campaign";
import { CampaignMark } from "./campaign-mark";
import { Moment } from "./times";

/** The dates of a campaign that comes again. */
export function OccurrenceList({ campaign }: { campaign: CampaignDetail }) {
  const { occurrences, zone } = campaign;
  if (occurrences.length < 2) return null;
  return (
    <Panel title="Dates" note={`${occurrences.length}`}>
      <ul className="campaign-rows two">
        {occurrences.map((occurrence) => (
          <li key={occurrence.date}>
            <CampaignMark row={occurrence} />
            <Moment at={occurrence.startsAt} zone={zone} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
