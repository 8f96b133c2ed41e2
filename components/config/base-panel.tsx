"use client";

import { useQuery } from "@tanstack/react-query";
import { baseConfigQuery } from "@/components/queries/config";
import { Loaded } from "@/components/queries/loaded";
import { Panel } from "@/components/ui/panel";
import type { BaseConfig } from "@/contracts/config";
import { BaseForm } from "./base-form";
import { BaseVersions } from "./base-versions";

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

/** What a service says for all of its environments: its keys, how far each environment is, its versions. */
export function BasePanel({ service }: { service: string }) {
  const query = useQuery(baseConfigQuery(service));
  return (
    <Loaded query={query} label="Loading the base" rows={6}>
      {(base) => (
        <div className="stack">
          <BaseForm key={base.version} base={base} />
          <Environments base={base} />
          <BaseVersions base={base} />
        </div>
      )}
    </Loaded>
  );
}
