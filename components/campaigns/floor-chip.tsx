"use client";

import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useLive } from "@/components/live/use-live";
import { campaignsNowQuery } from "@/components/queries/campaigns";
import { Clock } from "@/components/ui/age";
import { Badge } from "@/components/ui/badge";
import { type OpenFloor, openFloors } from "./open-floors";

const nothing: ReadonlyMap<string, OpenFloor> = new Map();
const OpenFloors = createContext(nothing);

/** Reads once which floors windows hold in an environment, for every chip below. */
export function OpenFloorsProvider({ environment, children }: { environment: string; children: ReactNode }) {
  useLive(["campaigns"]);
  const { data } = useQuery({ ...campaignsNowQuery(), refetchInterval: 30_000 });
  const floors = useMemo(() => (data ? openFloors(data, environment) : nothing), [data, environment]);
  return <OpenFloors value={floors}>{children}</OpenFloors>;
}

/** "floor 24 until 20:30" while a window holds one for the service; nothing otherwise. */
export function FloorChip({ service }: { service: string }) {
  const open = useContext(OpenFloors).get(service);
  if (!open) return null;
  return (
    <span title={open.title} className="floor-chip">
      <Badge>
        floor {open.floor} until <Clock at={open.until} />
      </Badge>
    </span>
  );
}
