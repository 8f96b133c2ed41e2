"use client";

import { useQuery } from "@tanstack/react-query";
import { PlannedPanel } from "@/components/campaigns/planned-panel";
import { ScalingCharts } from "@/components/metrics/scaling-charts";
import { Loaded } from "@/components/queries/loaded";
import { scalingQuery } from "@/components/queries/scaling";
import { serviceQuery } from "@/components/queries/service";
import { ServiceTabs } from "@/components/service/service-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import type { ScalingView } from "@/contracts/scaling";
import { AutoscalerPanel } from "./autoscaler-panel";
import { BoundsForm } from "./bounds-form";
import { BoundsPanel } from "./bounds-panel";
import { ChangeHistory } from "./change-history";
import { ChangesPanel } from "./changes-panel";
import { BasePanel, PoolPanel } from "./policy-panels";
import { RaiseForm } from "./raise-form";
import { RequestPanel } from "./request-panel";
import "./scaling.css";

function Environments({ service, environment }: { service: string; environment: string }) {
  const { data } = useQuery(serviceQuery(service, environment));
  const present = data?.environments.filter((card) => card.present) ?? [];
  return (
    <SegmentedLinks
      label="Environment of the scaling"
      links={present.map(({ environment: name }) => ({
        label: name,
        href: `/s/${service}/${name}/scaling`,
        current: name === environment,
      }))}
    />
  );
}

function Body({ view }: { view: ScalingView }) {
  return (
    <div className="stack">
      {view.missing.map((workload) => (
        <Notice key={workload} tone="red">
          {workload} has no autoscaler, though its policy asks for one: its pods stay as many as they are.
          Switchyard makes it again when it notices the loss.
        </Notice>
      ))}
      <RequestPanel view={view} />
      {view.strategy === "cron" ? null : (
        <ScalingCharts service={view.service} environment={view.environment} />
      )}
      <BoundsPanel view={view} />
      <PlannedPanel view={view} />
      {view.autoscalers.map((scaler) => (
        <AutoscalerPanel key={scaler.name} scaler={scaler} />
      ))}
      <div className="grid-2">
        {view.base ? <BasePanel base={view.base} /> : null}
        <PoolPanel view={view} />
      </div>
      {view.base ? (
        <>
          <div className="grid-2 wide-left">
            <BoundsForm view={view} base={view.base} />
            <RaiseForm view={view} />
          </div>
          <ChangesPanel view={view} />
          <ChangeHistory view={view} />
        </>
      ) : null}
    </div>
  );
}

/** Scaling of a service in an environment: which bounds hold and why, what the autoscalers do, what room there is; and to change it. */
export function ScalingPage({ service, environment }: { service: string; environment: string }) {
  const absent = useQuery(serviceQuery(service, environment)).data?.row.present === false;
  const query = useQuery({ ...scalingQuery(service, environment), refetchInterval: 5_000, enabled: !absent });
  return (
    <div className="service-page scaling-page">
      <div className="page-head">
        <h1>Scaling of {service}</h1>
        <Environments service={service} environment={environment} />
      </div>
      <ServiceTabs service={service} environment={environment} current="scaling" />
      {absent ? (
        <EmptyState>
          {service} is not in {environment}. The environments of a service are part of its entry in the
          catalog.
        </EmptyState>
      ) : (
        <Loaded query={query} label="Loading scaling" rows={10}>
          {(view) => <Body view={view} />}
        </Loaded>
      )}
    </div>
  );
}
