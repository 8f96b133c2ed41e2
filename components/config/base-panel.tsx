"use client";

import { useQuery } from "@tanstack/react-query";
import { baseConfigQuery } from "@/components/queries/config";
import { Loaded } from "@/components/queries/loaded";
import { Ago } from "@/components/ui/age";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { BaseConfig } from "@/contracts/config";
import { BaseForm } from "./base-form";

type Row = BaseConfig["environments"][number];

function wordsOf({ used, pending, overridden }: Row, version: number): string {
  const over = overridden.length > 0 ? ` Its own value: ${overridden.join(", ")}.` : "";
  if (version === 0) return "nothing to take over";
  if (used === version) return `has base ${version}.${over}`;
  const what = pending.length > 0 ? pending.join(", ") : "no key";
  return `has ${used === 0 ? "no base" : `base ${used}`}; its next version takes over ${what}.${over}`;
}

function Environments({ base }: { base: BaseConfig }) {
  return (
    <Panel title="Environments" note="each takes a base over with its next version, never by itself">
      <ul className="config-versions">
        {base.environments.map((row) => (
          <li key={row.environment} className="config-base-environment">
            <span>{row.environment}</span>
            <span className="dim break">{wordsOf(row, base.version)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Versions({ base }: { base: BaseConfig }) {
  if (base.versions.length === 0)
    return <EmptyState>No base yet: every environment has the stack&apos;s defaults and its own.</EmptyState>;
  return (
    <Panel title="Versions of the base" note={`${base.versions.length}`}>
      <ul className="config-versions">
        {base.versions.map((entry) => (
          <li key={entry.version}>
            <span className="mono">v{entry.version}</span>
            <span>
              {entry.message}
              <span className="xs dim block mono break">{entry.changed.join(", ")}</span>
            </span>
            <span className="dim">
              {entry.author} <Ago at={entry.createdAt} suffix=" ago" />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What a service says for all of its environments: its keys, how far each environment is, its versions. */
export function BasePanel({ service }: { service: string }) {
  const query = useQuery(baseConfigQuery(service));
  return (
    <Loaded query={query} label="Loading the base" rows={6}>
      {(base) => (
        <div className="stack">
          <BaseForm key={base.version} base={base} />
          <Environments base={base} />
          <Versions base={base} />
        </div>
      )}
    </Loaded>
  );
}
