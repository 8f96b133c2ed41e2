"use client";

import { problemOf } from "@/components/queries/problem-error";
import { Ago } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { BaseConfig } from "@/contracts/config";
import { useBase } from "./use-base";

type Version = BaseConfig["versions"][number];

function VersionRow({ entry, base, restore }: { entry: Version; base: BaseConfig; restore: () => void }) {
  const reason = base.mayEdit.allowed ? undefined : base.mayEdit.reason;
  return (
    <li>
      <span className="mono">v{entry.version}</span>
      <span>
        {entry.message}
        <span className="xs dim block mono break">{entry.changed.join(", ")}</span>
      </span>
      <span className="dim">
        {entry.author} <Ago at={entry.createdAt} suffix=" ago" />
      </span>
      {entry.version === base.version ? (
        <span className="dim">newest</span>
      ) : (
        <span className="row">
          <Button
            small
            aria-label={`Restore base ${entry.version} as new base`}
            disabledReason={reason}
            onClick={restore}
          >
            Restore as new base
          </Button>
        </span>
      )}
    </li>
  );
}

/** Versions of a base, newest first: who, why, which keys; each back as a new one. */
export function BaseVersions({ base }: { base: BaseConfig }) {
  const { record } = useBase(base.service);
  if (base.versions.length === 0)
    return <EmptyState>No base yet: every environment has the stack&apos;s defaults and its own.</EmptyState>;
  const restore = (version: number) =>
    record.mutate({ verb: "restore", body: { version, message: `restore base ${version}` } });
  return (
    <Panel title="Versions of the base" note={`${base.versions.length}`}>
      <ul className="config-versions">
        {base.versions.map((entry) => (
          <VersionRow key={entry.version} entry={entry} base={base} restore={() => restore(entry.version)} />
        ))}
      </ul>
      {record.error ? (
        <p className="why red panel-body" role="alert">
          {problemOf(record.error).detail}
        </p>
      ) : null}
    </Panel>
  );
}
