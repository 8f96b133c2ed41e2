"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { recordConfig } from "@/components/queries/config";
import { problemOf } from "@/components/queries/problem-error";
import { newKey } from "@/components/queries/request";
import { requestDeployment } from "@/components/queries/request-deployment";
import { Ago } from "@/components/ui/age";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { ConfigDrift, ConfigView } from "@/contracts/config";
import type { ConfigDesk } from "./use-config";

function saysNow({ key, value, adoptable }: ConfigDrift): string {
  if (value !== null) return value === "" ? "an empty text" : value;
  if (key === null) return "changed";
  return adoptable ? "taken out" : "taken out, or a value that is not shown";
}

function DriftRow({ view, row }: { view: ConfigView; row: ConfigDrift }) {
  const saved = row.key === null ? undefined : view.rows.find(({ key }) => key === row.key)?.value;
  return (
    <li className="config-drift">
      <span>
        {row.object}
        <span className="xs dim block mono break">{row.field}</span>
      </span>
      <span className="mono break">
        {saysNow(row)}
        {saved === undefined ? null : (
          <span className="xs dim block">
            {saved === row.value ? "as the newest version says" : `saved: ${saved}`}
          </span>
        )}
      </span>
      <span className="dim">
        by {row.manager} {row.at ? <Ago at={row.at} suffix=" ago" /> : null}
        {row.parked ? <span className="xs block">this color has no pods</span> : null}
      </span>
    </li>
  );
}

/** Puts back by a rollout: a map that was made anew needs a version with a name of its own, a workload only new pods. */
function useRevert(view: ConfigView) {
  const router = useRouter();
  const key = useRef(newKey());
  const { service, environment, live } = view;
  return useMutation({
    mutationFn: async () => {
      if (!live) throw new Error("Nothing serves here.");
      const order = { service, environment, version: live.tag };
      const reason = "put back what was changed by hand";
      if (!view.drift.some(({ kind }) => kind === "ConfigMap"))
        return requestDeployment({ ...order, config: live.version, kind: "restart", reason }, key.current);
      const { version: config } = await recordConfig(view, { verb: "reversal", body: { message: reason } });
      return requestDeployment({ ...order, ...(config && { config }), kind: "config", reason }, key.current);
    },
    onSuccess: ({ deploymentId }) => router.push(`/r/${deploymentId}`),
  });
}

function Ways({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const revert = useRevert(view);
  const next = view.version + 1;
  const serving = view.drift.filter(({ parked }) => !parked);
  const stop = view.mayEdit.allowed ? undefined : view.mayEdit.reason;
  const nothing = view.live && serving.length > 0 ? undefined : "What serves is as it should be.";
  const noValue = serving.some(({ adoptable }) => adoptable)
    ? undefined
    : "None of it is a value of the config.";
  const error = revert.error ?? desk.record.error;
  return (
    <>
      {error ? (
        <p className="why red" role="alert">
          {problemOf(error).detail}
        </p>
      ) : null}
      <span className="row">
        <Button
          disabledReason={stop ?? noValue}
          onClick={() =>
            desk.record.mutate({ verb: "adoption", body: { message: "take over what was changed by hand" } })
          }
        >
          Adopt as version {next}
        </Button>
        <Button disabledReason={stop ?? nothing} onClick={() => revert.mutate()}>
          Revert by a rollout
        </Button>
      </span>
    </>
  );
}

/** What somebody changed in the cluster itself: field, who and when, with the two ways out. */
export function DriftPanel({ view, desk }: { view: ConfigView; desk: ConfigDesk }) {
  const { drift, live, version } = view;
  if (drift.length === 0) return null;
  return (
    <Panel title="Changed by hand in the cluster" note="not by Switchyard">
      <ul className="config-versions">
        {drift.map((row) => (
          <DriftRow key={`${row.object} ${row.field} ${row.manager}`} view={view} row={row} />
        ))}
      </ul>
      <div className="panel-body config-apply">
        <p>
          Adopting saves the values as version {version + 1}; the cluster keeps what it has until that version
          is rolled out. Reverting starts a rollout
          {live ? ` of ${live.tag}: ${live.pods} ${live.pods === 1 ? "pod" : "pods"} start anew` : ""}. A
          ConfigMap is never edited.
        </p>
        <Ways view={view} desk={desk} />
      </div>
    </Panel>
  );
}
