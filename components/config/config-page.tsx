"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Loaded } from "@/components/queries/loaded";
import { serviceQuery } from "@/components/queries/service";
import { ServiceTabs } from "@/components/service/service-tabs";
import { Notice } from "@/components/ui/notice";
import { Segmented } from "@/components/ui/segmented";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import type { ConfigView } from "@/contracts/config";
import { ApplyBar } from "./apply-bar";
import { BasePanel } from "./base-panel";
import { BasePending } from "./base-pending";
import { ConfigHistory } from "./config-history";
import { ConfigImport } from "./config-import";
import { ConfigKeys } from "./config-keys";
import { ConfigRaw } from "./config-raw";
import { ConflictPicker } from "./conflict-picker";
import { ContainerPanel } from "./container-panel";
import { DriftPanel } from "./drift-panel";
import { EnvironmentComparison } from "./environment-comparison";
import { RefusedNotice } from "./refused-notice";
import { StagedBar } from "./staged-bar";
import { type ConfigDesk, useConfig } from "./use-config";
import "./config.css";

const views = ["keys", "raw", "base", "container", "history", "compare", "import"] as const;
const labels = {
  keys: "Keys",
  raw: "Raw YAML",
  base: "Base",
  container: "Container",
  history: "History",
  compare: "Compare",
  import: "Import",
} as const;

function Environments({ service, environment }: { service: string; environment: string }) {
  const { data } = useQuery(serviceQuery(service, environment));
  const present = data?.environments.filter((card) => card.present) ?? [];
  return (
    <SegmentedLinks
      label="Environment of the config"
      links={present.map(({ environment: name }) => ({
        label: name,
        href: `/s/${service}/${name}/config`,
        current: name === environment,
      }))}
    />
  );
}

function Body({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const [shown, setShown] = useQueryState("view", parseAsStringLiteral(views).withDefault("keys"));
  return (
    <div className="stack">
      {view.mayEdit.allowed ? null : <Notice>{view.mayEdit.reason}</Notice>}
      <Segmented
        label="View"
        value={shown}
        segments={views.map((value) => ({ value, label: labels[value] }))}
        onChange={(value) => void setShown(value)}
      />
      {desk.refused ? <RefusedNotice view={view} desk={desk} refused={desk.refused} /> : null}
      {view.conflicts.map((conflict) => (
        <ConflictPicker key={conflict.key} conflict={conflict} view={view} desk={desk} />
      ))}
      <DriftPanel view={view} desk={desk} />
      <BasePending view={view} desk={desk} />
      {shown === "keys" ? <ConfigKeys view={view} desk={desk} /> : null}
      {shown === "raw" ? <ConfigRaw key={`${view.version}`} view={view} desk={desk} /> : null}
      {shown === "base" ? <BasePanel service={view.service} /> : null}
      {shown === "container" ? <ContainerPanel view={view} /> : null}
      {shown === "history" ? <ConfigHistory view={view} desk={desk} /> : null}
      {shown === "compare" ? <EnvironmentComparison view={view} desk={desk} /> : null}
      {shown === "import" ? <ConfigImport view={view} desk={desk} /> : null}
      <StagedBar view={view} desk={desk} />
      <ApplyBar view={view} />
    </div>
  );
}

/** Config of a service in an environment: change keys safely, and know what restarts. */
export function ConfigPage({ service, environment }: { service: string; environment: string }) {
  const desk = useConfig(service, environment);
  return (
    <div className="service-page config-page">
      <div className="page-head">
        <h1>Config of {service}</h1>
        <Environments service={service} environment={environment} />
      </div>
      <ServiceTabs service={service} environment={environment} current="config" />
      <Loaded query={desk.query} label="Loading config" rows={10}>
        {(view) => <Body view={view} desk={desk} />}
      </Loaded>
    </div>
  );
}
