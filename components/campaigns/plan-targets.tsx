"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { servicesQuery } from "@/components/queries/services";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/panel";
import { PlanTarget } from "./plan-target";
import type { CampaignForm } from "./use-campaign-plan";

/** Adds a service by its name; only those that scale are offered. */
function Picker({ form }: { form: CampaignForm }) {
  const list = useId();
  const [name, setName] = useState("");
  const { data } = useQuery({
    ...servicesQuery(form.draft.environment),
    enabled: form.draft.environment !== "",
  });
  const taken = form.draft.targets.map(({ service }) => service);
  const free = (data?.rows ?? []).filter(
    (row) => row.present && row.strategy !== "cron" && !taken.includes(row.name),
  );
  const chosen = free.find((row) => row.name === name.trim());
  const add = () => {
    if (!chosen) return;
    form.addTarget(chosen.name, chosen.bounds?.min ?? 1);
    setName("");
  };
  return (
    <div className="plan-picker">
      <Field
        label="Service to add"
        error={name.trim() !== "" && data && !chosen ? notThere(name.trim(), free, taken) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            list={list}
            value={name}
            placeholder="promotion-campaign-web"
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
        )}
      </Field>
      <datalist id={list}>
        {free.map((row) => (
          <option key={row.name} value={row.name} />
        ))}
      </datalist>
      <Button disabledReason={chosen ? undefined : "Write the name of a service first."} onClick={add}>
        Add service
      </Button>
    </div>
  );
}

/** Why a name cannot be added; nothing while it may still become one. */
function notThere(
  name: string,
  free: readonly { name: string }[],
  taken: readonly string[],
): string | undefined {
  if (taken.includes(name)) return `${name} is in the plan already.`;
  return free.some((row) => row.name.includes(name)) ? undefined : `No service here is named ${name}.`;
}

/** Takes the proposal of each service that has one. */
function TakeAll({ form }: { form: CampaignForm }) {
  const proposals = new Map(
    form.plan?.targets.flatMap(({ service, proposed }) => (proposed ? [[service, proposed.floor]] : [])),
  );
  const targets = form.draft.targets.map((target) => ({
    ...target,
    floor: `${proposals.get(target.service) ?? target.floor}`,
  }));
  const differs = targets.some(({ floor }, index) => floor !== form.draft.targets[index]?.floor);
  return (
    <Button
      disabledReason={differs ? undefined : "No proposal differs from its floor."}
      onClick={() => form.write({ targets })}
    >
      Take all proposals
    </Button>
  );
}

/** The services whose floors are raised: now and planned, with a proposal for the load that is expected. */
export function PlanTargets({ form }: { form: CampaignForm }) {
  const { draft, write, told } = form;
  return (
    <Panel title="Services" note={draft.targets.length === 0 ? "none yet" : `${draft.targets.length}`}>
      <ul className="plan-targets">
        {draft.targets.map((target, index) => (
          <PlanTarget key={target.service} form={form} target={target} at={index} />
        ))}
      </ul>
      {told.has("targets") ? (
        <p className="panel-body why red" role="alert">
          {told.get("targets")}
        </p>
      ) : null}
      <div className="panel-body plan-adding">
        <Picker form={form} />
        <Field label="Times the usual load" error={told.get("multiplier")} hint="Proposes floors.">
          {(control) => (
            <Input
              {...control}
              inputMode="decimal"
              value={draft.multiplier}
              before={<span className="dim">×</span>}
              onChange={(event) => write({ multiplier: event.target.value })}
            />
          )}
        </Field>
        <TakeAll form={form} />
      </div>
    </Panel>
  );
}
