"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { configComparisonQuery } from "@/components/queries/config";
import { Loaded } from "@/components/queries/loaded";
import { serviceQuery } from "@/components/queries/service";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Panel } from "@/components/ui/panel";
import { Segmented } from "@/components/ui/segmented";
import type { ConfigView } from "@/contracts/config";
import { DifferenceTable } from "./difference-table";
import type { ConfigDesk } from "./use-config";

function Side({ view, desk, other }: { view: ConfigView; desk: ConfigDesk; other: string }) {
  const query = useQuery(configComparisonQuery(view, { with: other }));
  const [picked, setPicked] = useState<readonly string[]>([]);
  const toggle = (key: string) =>
    setPicked(picked.includes(key) ? picked.filter((held) => held !== key) : [...picked, key]);
  return (
    <Loaded query={query} label="Comparing" rows={4}>
      {(comparison) => {
        const edits = comparison.differences
          .filter(({ key }) => picked.includes(key))
          .map(({ key, right }) => ({ key, value: right }));
        return (
          <>
            <DifferenceTable
              comparison={comparison}
              aside={(key) => (
                <Checkbox checked={picked.includes(key)} onChange={() => toggle(key)}>
                  <span className="sr">Copy {key}</span>
                </Checkbox>
              )}
            />
            {edits.length > 0 ? (
              <p className="panel-body">
                <Button
                  disabledReason={view.mayEdit.allowed ? undefined : view.mayEdit.reason}
                  onClick={() => desk.change.mutate({ verb: "draft", body: { edits } })}
                >
                  Copy {edits.length} {edits.length === 1 ? "key" : "keys"} to {view.environment}
                </Button>
              </p>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

/** The config here beside that of another environment; picked keys are staged here. */
export function EnvironmentComparison({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const { data } = useQuery(serviceQuery(view.service, view.environment));
  const others = (data?.environments ?? [])
    .filter((card) => card.present && card.environment !== view.environment)
    .map((card) => card.environment);
  const [chosen, setChosen] = useState<string | null>(null);
  const other = chosen ?? others.at(-1);
  if (other === undefined) return null;
  return (
    <Panel
      title={`${view.environment} beside ${other}`}
      aside={
        <Segmented
          className="push"
          label="Other environment"
          value={other}
          segments={others.map((value) => ({ value, label: value }))}
          onChange={setChosen}
        />
      }
    >
      <Side key={other} view={view} desk={desk} other={other} />
    </Panel>
  );
}
