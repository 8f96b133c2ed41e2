"use client";

import { type Fact, KeyValue } from "@/components/ui/key-value";
import { Panel } from "@/components/ui/panel";
import type { CampaignDetail } from "@/contracts/campaign";
import { CampaignMark } from "./campaign-mark";
import { recurrenceInWords } from "./campaign-words";
import { StateSteps } from "./state-steps";
import { lengthInWords } from "./time-lengths";
import { LaunchClock, Moment } from "./times";

/** What the campaign freezes, and until when. */
function Freeze({ campaign }: { campaign: CampaignDetail }) {
  const { freeze, draft, zone } = campaign;
  if (!draft.freeze) return <span>none: releases go on during the window</span>;
  if (!freeze)
    return <span>no releases of the domains of its services, from the lead to the end of the cool-down</span>;
  if (freeze.liftedBy !== null)
    return <span>lifted by {freeze.liftedBy}: releases go on during the window</span>;
  return (
    <>
      <span>no releases of {freeze.domains.join(", ")}</span>
      <span>
        until <Moment at={freeze.until} zone={zone} />
      </span>
    </>
  );
}

function lengthsInWords({ draft }: CampaignDetail): string {
  const { leadSeconds, durationSeconds, coolDownSeconds, recurrence } = draft;
  const [lead, window, coolDown] = [leadSeconds, durationSeconds, coolDownSeconds].map((seconds) =>
    lengthInWords(seconds * 1000),
  );
  const again = recurrence ? `; ${recurrenceInWords(recurrence)}` : "";
  return `${lead} lead, ${window} window, ${coolDown} cool-down${again}`;
}

function factsOf(campaign: CampaignDetail): readonly Fact[] {
  const { current, zone, draft } = campaign;
  const moment = (at: string) => <Moment at={at} zone={zone} />;
  return [
    { term: "Floors from", value: moment(current.leadAt) },
    { term: "Start", value: moment(current.startsAt) },
    { term: "End", value: moment(current.endsAt) },
    { term: "Floors gone", value: moment(current.coolUntil) },
    ...(current.note ? [{ term: "Clocks", value: <span className="amber">{current.note}</span> }] : []),
    { term: "Length", value: <span>{lengthsInWords(campaign)}</span> },
    { term: "Freeze", value: <Freeze campaign={campaign} /> },
    ...(draft.multiplier === null
      ? []
      : [{ term: "Expected", value: <span>{draft.multiplier} times the usual load</span> }]),
  ];
}

/** The clock of the launch, where the campaign stands, and its times: at its own place, in UTC, and from now. */
export function LaunchPanel({ campaign }: { campaign: CampaignDetail }) {
  return (
    <Panel label="Launch" className="launch-panel">
      <div className="panel-body row">
        <LaunchClock start={campaign.current.startsAt} className="launch" />
        <CampaignMark row={campaign} />
      </div>
      <StateSteps state={campaign.state} />
      <div className="panel-body">
        <KeyValue facts={factsOf(campaign)} />
      </div>
    </Panel>
  );
}
