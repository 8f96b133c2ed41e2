"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLive } from "@/components/live/use-live";
import { campaignsQuery } from "@/components/queries/campaigns";
import { Loaded } from "@/components/queries/loaded";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ButtonLink } from "@/components/ui/link";
import { Segmented } from "@/components/ui/segmented";
import type { CampaignList as List } from "@/contracts/campaign";
import { CalendarBar } from "./calendar-bar";
import { entriesOf } from "./calendar-entries";
import { monthInWords } from "./calendar-steps";
import { groupsOf } from "./campaign-groups";
import { CampaignList } from "./campaign-list";
import { NextCampaign } from "./next-campaign";
import { ServerClock } from "./server-clock";
import { type Calendar, useCalendar } from "./use-calendar";
import { WeekCalendar } from "./week-calendar";
import { mondayOf } from "./week-layout";
import { localAt } from "./zoned-time";
import "./calendar.css";
import "./campaigns.css";

const segments = [
  { value: "week", label: "Week" },
  { value: "list", label: "List" },
] as const;

function PlanButton({ create }: { create: List["may"]["create"] }) {
  return create.allowed ? (
    <ButtonLink look="solid" href="/campaigns/new">
      Plan a campaign
    </ButtonLink>
  ) : (
    <Button look="solid" disabledReason={create.reason}>
      Plan a campaign
    </Button>
  );
}

function Legend() {
  return (
    <p className="legend xs dim">
      <span className="lead">
        <i aria-hidden="true" /> pods start before it
      </span>
      <span className="window">
        <i aria-hidden="true" /> the window itself
      </span>
      <span className="cool">
        <i aria-hidden="true" /> floor goes down after it
      </span>
    </p>
  );
}

function ByMonth({ list, month, zone }: { list: List; month: string; zone: string }) {
  const rows = list.campaigns.filter(({ occurrences }) =>
    occurrences.some(({ startsAt }) => localAt(Date.parse(startsAt), zone).startsWith(month.slice(0, 7))),
  );
  const name = monthInWords(month);
  return <CampaignList title={name} rows={rows} empty={`No campaign starts in ${name}.`} />;
}

function Everything({ list }: { list: List }) {
  const { now, next, over } = groupsOf(list.campaigns);
  return (
    <div className="stack">
      {now.length > 0 ? <CampaignList title="Now" rows={now} empty="" /> : null}
      <CampaignList title="Next" rows={next} empty="No campaign is ahead." />
      {over.length > 0 ? <CampaignList title="Over" rows={over} empty="" /> : null}
    </div>
  );
}

function Shown({ list, calendar }: { list: List; calendar: Calendar }) {
  const { view, chosen, today, zone } = calendar;
  if (view === "week")
    return (
      <>
        <WeekCalendar monday={mondayOf(chosen ?? today)} entries={entriesOf(list.campaigns)} zone={zone} />
        <Legend />
      </>
    );
  return chosen ? <ByMonth list={list} month={chosen} zone={zone} /> : <Everything list={list} />;
}

function Body({ list, calendar }: { list: List; calendar: Calendar }) {
  const { now, next } = groupsOf(list.campaigns);
  return (
    <>
      <div className="page-head">
        <h1>Campaigns</h1>
        <div className="acts">
          <Segmented
            className="self-center"
            label="View"
            value={calendar.view}
            segments={segments}
            onChange={calendar.setView}
          />
          <PlanButton create={list.may.create} />
        </div>
      </div>
      {list.campaigns.length === 0 ? (
        <EmptyState action={<PlanButton create={list.may.create} />}>
          No campaign was planned yet. A campaign raises the floor of several services for a window, before
          the load comes.
        </EmptyState>
      ) : (
        <>
          <NextCampaign row={now[0] ?? next[0]} />
          <CalendarBar calendar={calendar} />
          <Shown list={list} calendar={calendar} />
        </>
      )}
    </>
  );
}

/** The calendar of campaigns: a week with its bands, or a list; what comes next stands above. */
export function CampaignsPage() {
  const calendar = useCalendar();
  useLive(["campaigns"]);
  const query = useQuery({
    ...campaignsQuery(calendar.chosen ?? calendar.today),
    refetchInterval: 30_000,
    refetchOnMount: "always",
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={query} label="Loading campaigns" rows={12}>
      {(list) => (
        <ServerClock now={list.now} receivedAt={query.dataUpdatedAt}>
          <Body list={list} calendar={calendar} />
        </ServerClock>
      )}
    </Loaded>
  );
}
