import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { CampaignRow } from "@/contracts/campaign";
import { CampaignMark } from "./campaign-mark";
import { channelInWords, servicesInWords } from "./campaign-words";
import { Moment } from "./times";

function Row({ row }: { row: CampaignRow }) {
  return (
    <li>
      <span className="mark">
        <CampaignMark row={row} />
      </span>
      <span className="what">
        <Link href={`/campaigns/${row.slug}`} plain className="strong">
          {row.title}
        </Link>
        <span className="why block">
          {channelInWords(row.channel)}, {row.environment}, {servicesInWords(row.targets)}, planned by{" "}
          {row.owner}
        </span>
      </span>
      <Moment at={row.current.startsAt} zone={row.zone} />
    </li>
  );
}

/** Campaigns under a heading, each with its state, what it is for and when. */
export function CampaignList({
  title,
  rows,
  empty,
}: {
  title: string;
  rows: readonly CampaignRow[];
  empty: string;
}) {
  return (
    <Panel title={title} note={rows.length === 0 ? undefined : `${rows.length}`}>
      {rows.length === 0 ? (
        <EmptyState>{empty}</EmptyState>
      ) : (
        <ul className="campaign-rows">
          {rows.map((row) => (
            <Row key={row.slug} row={row} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
