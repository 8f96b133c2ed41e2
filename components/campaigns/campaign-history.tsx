import { Ago } from "@/components/ui/age";
import { Panel } from "@/components/ui/panel";
import type { CampaignDetail } from "@/contracts/campaign";

/** What people and Switchyard did about a campaign. */
export function CampaignHistory({ campaign }: { campaign: CampaignDetail }) {
  const { history } = campaign;
  if (history.length === 0) return null;
  return (
    <Panel title="What was done" note={`${history.length}`}>
      <ul className="campaign-history">
        {history.map(({ at, actor, action, summary }) => (
          <li key={`${at} ${action} ${summary}`}>
            <Ago at={at} suffix=" ago" className="dim nowrap" />
            <span className="break">
              <b>{actor}</b> {summary}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
