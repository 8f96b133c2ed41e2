"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLive } from "@/components/live/use-live";
import { meQuery } from "@/components/queries/me";
import { AppShell } from "@/components/shell/app-shell";
import type { ShellEnvironment } from "@/components/shell/environment";
import { InFlight } from "@/components/shell/rail-foot";
import type { Theme } from "@/components/shell/theme";
import { ConnectionBanner } from "./connection-banner";
import { ConnectionLine } from "./connection-line";
import { usePaletteHits } from "./use-palette-hits";

export type AppFrameProps = {
  environments: readonly ShellEnvironment[];
  remembered: string;
  theme: Theme;
  children: ReactNode;
};

/** The shell with what is live in it: own counters, the state of the connection, what the palette finds. */
export function AppFrame({ environments, remembered, theme, children }: AppFrameProps) {
  useLive(["me", "rollouts", "system"]);
  usePaletteHits(remembered);
  const { data: me } = useQuery(meQuery());
  const { rollouts, approvals, inFlight } = me?.counts ?? { rollouts: 0, approvals: 0, inFlight: 0 };
  return (
    <AppShell
      environments={me?.environments ?? environments}
      remembered={remembered}
      person={me && { name: me.name }}
      theme={theme}
      counts={{ rollouts, approvals }}
      banner={<ConnectionBanner />}
      inFlight={<InFlight count={inFlight} />}
      live={<ConnectionLine />}
    >
      {children}
    </AppShell>
  );
}
