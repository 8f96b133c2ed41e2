"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef } from "react";
import { configComparisonQuery } from "@/components/queries/config";
import { Loaded } from "@/components/queries/loaded";
import { problemOf } from "@/components/queries/problem-error";
import { newKey } from "@/components/queries/request";
import { requestDeployment } from "@/components/queries/request-deployment";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { ConfigView } from "@/contracts/config";
import { DifferenceTable } from "./difference-table";

function Apply({ view, live }: { view: ConfigView; live: NonNullable<ConfigView["live"]> }) {
  const router = useRouter();
  const key = useRef(newKey());
  const { service, environment, version } = view;
  const diff = useQuery(configComparisonQuery(view, { version: live.version, withVersion: version }));
  const request = useMutation({
    mutationFn: () =>
      requestDeployment(
        { service, environment, version: live.tag, config: version, kind: "config" },
        key.current,
      ),
    onSuccess: ({ deploymentId }) => router.push(`/r/${deploymentId}`),
  });
  const pods = `${live.pods} ${live.pods === 1 ? "pod" : "pods"}`;
  return (
    <Panel title={`Version ${version} is saved, version ${live.version} serves`}>
      <Loaded query={diff} label="Comparing" rows={2}>
        {(comparison) => <DifferenceTable comparison={comparison} />}
      </Loaded>
      <div className="panel-body config-apply">
        <p>
          Applying starts a config rollout of <span className="mono">{live.tag}</span>: {pods} start in the
          other color with config {version}; what serves keeps config {live.version} until the switch. The
          next release takes version {version} with it anyway.
        </p>
        {request.error ? (
          <p className="why red" role="alert">
            {problemOf(request.error).detail}
          </p>
        ) : null}
        <Button
          look="solid"
          disabledReason={view.mayEdit.allowed ? undefined : view.mayEdit.reason}
          onClick={() => request.mutate()}
        >
          Roll out config {version}
        </Button>
      </div>
    </Panel>
  );
}

/** What applying the newest version restarts, when another one serves. */
export function ApplyBar({ view }: { view: ConfigView }) {
  if (!view.live || view.live.version === view.version || view.version === 0) return null;
  return <Apply view={view} live={view.live} />;
}
