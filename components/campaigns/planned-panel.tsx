"use client";

import { useQuery } from "@tanstack/react-query";
import { useLive } from "@/components/live/use-live";
import { campaignsNowQuery } from "@/components/queries/campaigns";
import { podsInWords } from "@/components/scaling/scaling-words";
import { Clock } from "@/components/ui/age";
import { Link } from "@/components/ui/link";
import { Panel } from "@/components/ui/panel";
import type { CampaignList } from "@/contracts/campaign";
import type { ScalingView } from "@/contracts/scaling";
import { CampaignMark } from "./campaign-mark";
import { openFloors, type PlannedWindow, plannedWindows } from "./open-floors";
import { ServerClock } from "./server-clock";
import { Moment } from "./times";
import "./campaigns.css";

const shownAtMost = 5;

function Row({ planned }: { planned: PlannedWindow }) {
  const { floor, slug, title, zone, window } = planned;
  return (
    <li>
      <CampaignMark row={window} />
      <span className="what">
        <b>floor {floor}</b>{" "}
        <Link plain href={`/campaigns/${slug}`}>
          {title}
        </Link>
      </span>
      <Moment at={window.startsAt} zone={zone} />
    </li>
  );
}

/** "base 4, effective 24 until 20:30 by campaign spring coupon"; the base alone when no window holds. */
function Effective({ list, view }: { list: CampaignList; view: ScalingView }) {
  const open = openFloors(list, view.environment).get(view.service);
  if (!view.base || !view.effective || !open) return null;
  return (
    <p className="panel-body">
      Base {view.base.min}, effective <b>{view.effective.min}</b> until <Clock at={open.until} /> by campaign{" "}
      <Link href={`/campaigns/${open.slug}`}>{open.title}</Link>. A lower base takes effect when the window
      ends; <Link href={`/campaigns/${open.slug}`}>end it early</Link> to lower it before.
    </p>
  );
}

/** The windows that hold or come for a service, and what they make of its bounds now. */
export function PlannedPanel({ view }: { view: ScalingView }) {
  useLive(["campaigns"]);
  const { data: list, dataUpdatedAt } = useQuery({ ...campaignsNowQuery(), refetchInterval: 30_000 });
  if (!list || view.strategy === "cron") return null;
  const planned = plannedWindows(list, view);
  const hidden = planned.length - shownAtMost;
  return (
    <ServerClock now={list.now} receivedAt={dataUpdatedAt}>
      <Panel title="Planned" note={planned.length === 0 ? "no window" : podsNote(planned)}>
        <Effective list={list} view={view} />
        {planned.length === 0 ? (
          <p className="panel-body dim">
            No campaign raises the floor of {view.service} in {view.environment}.{" "}
            <Link href="/campaigns">See all campaigns</Link>
          </p>
        ) : (
          <ul className="campaign-rows">
            {planned.slice(0, shownAtMost).map((each) => (
              <Row key={`${each.slug} ${each.window.date}`} planned={each} />
            ))}
          </ul>
        )}
        {hidden > 0 ? <p className="panel-body dim">{hidden} more later.</p> : null}
      </Panel>
    </ServerClock>
  );
}

function podsNote(planned: readonly PlannedWindow[]): string {
  return `up to ${podsInWords(Math.max(...planned.map(({ floor }) => floor)))}`;
}
