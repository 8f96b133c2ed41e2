"use client";

import { GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import { Panel } from "@/components/ui/panel";
import type { CampaignDetail } from "@/contracts/campaign";
import { TargetRow } from "./target-row";
import { isSettled } from "./target-words";
import type { CampaignDesk } from "./use-campaign-verb";

const columns = ["Service", "State", "Ready, floor", "Now", "Room in pool", "Owner"] as const;

function noteOf({ board, state, targets, confirmed }: CampaignDetail): string {
  if (state === "draft") return `${confirmed} of ${targets} confirmed`;
  if (board.every(isSettled)) return `${board.length}`;
  const reached = board.filter(({ ready, floor }) => ready !== null && ready >= floor).length;
  return `${reached} of ${board.length} have their floor`;
}

/** The readiness of each service: its floor against what is ready, in words and as a bar. */
export function ReadinessBoard({ campaign, desk }: { campaign: CampaignDetail; desk: CampaignDesk }) {
  const { board, environment, state } = campaign;
  const isOver = state === "done" || state === "canceled";
  return (
    <Panel title="Services" note={noteOf(campaign)}>
      <GridTable className="board" label="Readiness of each service" rowCount={board.length + 1}>
        <GridRow className="thead" index={1}>
          {columns.map((label) => (
            <GridHead key={label} label={label} />
          ))}
        </GridRow>
        {board.map((target, index) => (
          <TargetRow
            key={target.service}
            target={target}
            environment={environment}
            index={index}
            isBusy={desk.isPending}
            onConfirm={isOver ? null : () => desk.run({ verb: "confirm", service: target.service })}
          />
        ))}
      </GridTable>
    </Panel>
  );
}
