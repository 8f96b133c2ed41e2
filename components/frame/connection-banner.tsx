"use client";

import { useQuery } from "@tanstack/react-query";
import { useConnection } from "@/components/live/use-connection";
import { systemQuery } from "@/components/queries/system";
import { SignedOutBanner } from "@/components/shell/signed-out-banner";
import { Ago, Clock } from "@/components/ui/age";
import { useTimed } from "@/components/ui/now";
import { StaleBanner } from "@/components/ui/stale-banner";
import type { ClusterLink } from "@/contracts/stream";

const SILENT_MS = 30_000;
/** A reconnect within this time is not worth a word. */
const PATIENCE_MS = 3000;

const isSilent = (link: ClusterLink, now: number): boolean =>
  link.lastHeardAt !== null && now - Date.parse(link.lastHeardAt) > SILENT_MS;

/** Clusters that say nothing although the stream lives. */
function SilentClusters() {
  const { data: links } = useQuery(systemQuery());
  const silent = useTimed(5000, (now) =>
    now === null
      ? ""
      : (links ?? [])
          .filter((link) => isSilent(link, now))
          .map(({ cluster }) => cluster)
          .join(" "),
  );
  if (silent === "") return null;
  return silent.split(" ").map((cluster) => {
    const heardAt = links?.find((link) => link.cluster === cluster)?.lastHeardAt;
    return (
      <StaleBanner key={cluster} source="cluster">
        Cluster {cluster} is not heard
        {heardAt ? (
          <>
            ; what is shown of it is <Ago at={heardAt} /> old
          </>
        ) : null}
        .
      </StaleBanner>
    );
  });
}

/** What is stale, when something is: the sign-in, this browser's link, or the watch of a cluster. */
export function ConnectionBanner() {
  const { status, since, heardAt } = useConnection();
  const waited = useTimed(1000, (now) =>
    now !== null && since > 0 && now - since > PATIENCE_MS ? "waited" : "",
  );
  if (status === "signedOut") return <SignedOutBanner />;
  if (status === "live" || status === "connecting" || waited === "") return <SilentClusters />;
  return (
    <StaleBanner source={status === "stale" ? "switchyard" : "browser"}>
      {status === "stale" ? "Switchyard says nothing" : "No connection to Switchyard"} since{" "}
      <Clock at={new Date(heardAt ?? since).toISOString()} seconds />. What is shown is as old; it goes on by
      itself.
    </StaleBanner>
  );
}
