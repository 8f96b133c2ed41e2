"use client";

import { useQuery } from "@tanstack/react-query";
import { configContainerQuery } from "@/components/queries/config";
import { Loaded } from "@/components/queries/loaded";
import { EmptyState } from "@/components/ui/empty-state";
import { GridCell, GridHead, GridRow, GridTable } from "@/components/ui/grid-table";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import type { ConfigView, ContainerView } from "@/contracts/config";

const sources = {
  config: "config",
  template: "template",
  secret: "Secret",
  pod: "the pod",
} as const;

function Variables({ seen }: { seen: ContainerView }) {
  return (
    <GridTable className="config-seen" label="Variables" rowCount={seen.variables.length + 1}>
      <GridRow className="config-diff-row thead" index={1}>
        <GridHead label="Variable" />
        <GridHead label="Value" />
        <GridHead label="From" />
      </GridRow>
      {seen.variables.map(({ name, value, from, detail }, index) => (
        <GridRow key={name} className="config-diff-row" index={index + 2}>
          <GridCell className="mono break">{name}</GridCell>
          <GridCell className={value === null ? "dim break" : "mono break pre"}>
            {value ?? detail ?? "known to the cluster only"}
          </GridCell>
          <GridCell className="dim">{sources[from]}</GridCell>
        </GridRow>
      ))}
    </GridTable>
  );
}

function Seen({ seen, view }: { seen: ContainerView; view: ConfigView }) {
  const { live, differs, secret } = seen;
  if (!live) return <EmptyState>Nothing serves here yet, so no container has an environment.</EmptyState>;
  return (
    <>
      {differs.length > 0 ? (
        <Notice tone="amber">
          The container sees {differs.join(", ")} otherwise than config {live.config} says: the template sets
          the same names.
        </Notice>
      ) : null}
      <Panel
        title={`What container ${live.container} of ${live.tag} finds`}
        note={
          differs.length > 0
            ? `made from config ${live.config}`
            : `config ${live.config}, key by key as it was saved`
        }
      >
        <Variables seen={seen} />
        <p className="panel-body dim">
          {secret.keys.length > 0
            ? `Besides, Secret ${secret.name} as a whole: ${secret.keys.join(", ")}, as far as it has them. Values of Secrets never come here.`
            : "The stack reads no Secret as a whole."}
          {live.config === view.version ? "" : ` Version ${view.version} is saved and not rolled out.`}
        </p>
      </Panel>
    </>
  );
}

/** The environment of the live container beside the stored version. */
export function ContainerPanel({ view }: { view: ConfigView }) {
  const query = useQuery(configContainerQuery(view.service, view.environment));
  return (
    <Loaded query={query} label="Loading the container's view" rows={8}>
      {(seen) => <Seen seen={seen} view={view} />}
    </Loaded>
  );
}
