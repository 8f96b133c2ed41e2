"use client";

import { useQuery } from "@tanstack/react-query";
import { useLive } from "@/components/live/use-live";
import { campaignQuery } from "@/components/queries/campaigns";
import { Loaded } from "@/components/queries/loaded";
import { Refusal } from "@/components/scaling/refusal";
import { ShellFacts } from "@/components/shell/shell-facts";
import { Ago } from "@/components/ui/age";
import { Notice } from "@/components/ui/notice";
import type { CampaignDetail } from "@/contracts/campaign";
import { CampaignActs } from "./campaign-acts";
import { CampaignHistory } from "./campaign-history";
import { CampaignReports } from "./campaign-report";
import { channelInWords } from "./campaign-words";
import { LaunchPanel } from "./launch-panel";
import { OccurrenceList } from "./occurrence-list";
import { ReadinessBoard } from "./readiness-board";
import { ServerClock } from "./server-clock";
import { useCampaignVerb } from "./use-campaign-verb";
import "./campaigns.css";

function Findings({ campaign }: { campaign: CampaignDetail }) {
  const { findings, canceled, missed } = campaign;
  return (
    <>
      {findings.map((finding) => (
        <Notice key={finding} tone={missed ? "red" : "amber"}>
          {finding}
        </Notice>
      ))}
      {canceled ? (
        <Notice>
          Canceled by {canceled.by} <Ago at={canceled.at} suffix=" ago" />: {canceled.reason}
        </Notice>
      ) : null}
    </>
  );
}

const calm: readonly CampaignDetail["state"][] = ["done", "canceled"];
const resting: readonly CampaignDetail["state"][] = [...calm, "draft", "scheduled"];

function Body({ campaign }: { campaign: CampaignDetail }) {
  const desk = useCampaignVerb(campaign.slug);
  const { title, channel, environment, owner } = campaign;
  return (
    <div className="service-page">
      <ShellFacts environment={environment} title={title} />
      <div className="page-head">
        <h1>{title}</h1>
        <p className="dim">
          {channelInWords(channel)} in {environment}, planned by {owner}
        </p>
        <CampaignActs campaign={campaign} desk={desk} />
      </div>
      <Findings campaign={campaign} />
      <Refusal problem={desk.problem} />
      <div className="stack">
        <LaunchPanel campaign={campaign} />
        {calm.includes(campaign.state) ? <CampaignReports campaign={campaign} /> : null}
        <ReadinessBoard campaign={campaign} desk={desk} />
        {calm.includes(campaign.state) ? null : <CampaignReports campaign={campaign} />}
        <OccurrenceList campaign={campaign} />
        <CampaignHistory campaign={campaign} />
      </div>
    </div>
  );
}

/** One campaign: the clock of its launch, the readiness of each service, and its report when it is over. */
export function CampaignPage({ slug }: { slug: string }) {
  useLive(["campaigns"]);
  const query = useQuery({
    ...campaignQuery(slug),
    // The stream tells what people and the worker did; pods of an open window are counted anew.
    refetchInterval: ({ state }) => (state.data && resting.includes(state.data.state) ? 30_000 : 2_000),
    refetchOnMount: "always",
  });
  return (
    <Loaded query={query} label="Loading the campaign" rows={10}>
      {(campaign) => (
        <ServerClock now={campaign.now} receivedAt={query.dataUpdatedAt}>
          <Body campaign={campaign} />
        </ServerClock>
      )}
    </Loaded>
  );
}
