"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { configComparisonQuery } from "@/components/queries/config";
import { Loaded } from "@/components/queries/loaded";
import { problemOf } from "@/components/queries/problem-error";
import { Ago } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Select } from "@/components/ui/select";
import type { ConfigVersion, ConfigView } from "@/contracts/config";
import { DifferenceTable } from "./difference-table";
import type { ConfigDesk } from "./use-config";

interface Pair {
  left: number;
  right: number;
}

function Difference({ view, pair, pick }: { view: ConfigView; pair: Pair; pick: (pair: Pair) => void }) {
  const { left, right } = pair;
  const query = useQuery(configComparisonQuery(view, { version: left, withVersion: right }));
  const options = view.versions.map(({ version }) => ({
    value: String(version),
    label: `Version ${version}`,
  }));
  return (
    <Panel
      title={`Version ${left} beside ${right}`}
      aside={
        <span className="row push">
          <Select
            aria-label="Left version"
            options={options}
            value={String(left)}
            onChange={(event) => pick({ left: Number(event.target.value), right })}
          />
          <Select
            aria-label="Right version"
            options={options}
            value={String(right)}
            onChange={(event) => pick({ left, right: Number(event.target.value) })}
          />
        </span>
      }
    >
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
  const [picked, setPicked] = useState<Pair | null>(null);
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
                  <Button small onClick={() => setPicked({ left: entry.version, right: view.version })}>
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
      {picked === null ? null : <Difference view={view} pair={picked} pick={setPicked} />}
    </>
  );
}
