"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { configComparisonQuery } from "@/components/queries/config";
import { Loaded } from "@/components/queries/loaded";
import { problemOf } from "@/components/queries/problem-error";
import { Ago } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { ConfigVersion, ConfigView } from "@/contracts/config";
import { DifferenceTable } from "./difference-table";
import type { ConfigDesk } from "./use-config";

function Difference({ view, version }: { view: ConfigView; version: number }) {
  const query = useQuery(configComparisonQuery(view, { version, withVersion: view.version }));
  return (
    <Panel title={`Version ${version} beside ${view.version}`}>
      <Loaded query={query} label="Comparing" rows={3}>
        {(comparison) => <DifferenceTable comparison={comparison} />}
      </Loaded>
    </Panel>
  );
}

function keysOf({ changed }: ConfigVersion): string {
  const more = changed.length > 4 ? ` and ${changed.length - 4} more` : "";
  return changed.slice(0, 4).join(", ") + more;
}

/** Versions, newest first: who, why, which keys; each beside the newest one, and back as a new version. */
export function ConfigHistory({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [picked, setPicked] = useState<number | null>(null);
  const reason = view.mayEdit.allowed ? undefined : view.mayEdit.reason;
  const restore = (version: number) =>
    desk.record.mutate({ verb: "restore", body: { version, message: `restore version ${version}` } });
  return (
    <>
      <Panel title="Versions" note={`${view.versions.length}`}>
        <ul className="config-versions">
          {view.versions.map((entry) => (
            <li key={entry.version}>
              <span className="mono">v{entry.version}</span>
              <span>
                {entry.message}
                <span className="xs dim block mono break">{keysOf(entry)}</span>
              </span>
              <span className="dim">
                {entry.author} <Ago at={entry.createdAt} suffix=" ago" />
              </span>
              {entry.version === view.version ? (
                <span className="dim">newest</span>
              ) : (
                <span className="row">
                  <Button small onClick={() => setPicked(entry.version)}>
                    Compare {entry.version} with {view.version}
                  </Button>
                  <Button small disabledReason={reason} onClick={() => restore(entry.version)}>
                    Restore as new version
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
        {desk.record.error ? (
          <p className="why red panel-body" role="alert">
            {problemOf(desk.record.error).detail}
          </p>
        ) : null}
      </Panel>
      {picked === null ? null : <Difference view={view} version={picked} />}
    </>
  );
}
