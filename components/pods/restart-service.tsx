"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { problemOf } from "@/components/queries/problem-error";
import { newKey } from "@/components/queries/request";
import { requestDeployment } from "@/components/queries/request-deployment";
import { ReasonDialog } from "@/components/scaling/reason-dialog";
import { Button } from "@/components/ui/button";
import type { ServiceDetail } from "@/contracts/service";

const servingOf = ({ row }: ServiceDetail) => row.colors.find(({ role }) => role === "serving");

/** What a restart does, with its amount, before anybody presses it. */
function effectOf(detail: ServiceDetail, environment: string): string {
  const { row } = detail;
  const pods = servingOf(detail)?.wanted ?? 0;
  const what = `${pods} ${pods === 1 ? "pod" : "pods"} of ${row.name} in ${environment}`;
  if (row.strategy === "blueGreen")
    return `New pods start beside ${what}, with the same build and config. The traffic goes to them as in any rollout here, and can be switched back.`;
  return `${what} are replaced one after the other, with the same build and config.`;
}

function Ask({
  detail,
  environment,
  onClose,
}: {
  detail: ServiceDetail;
  environment: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const key = useRef(newKey());
  const { name } = detail.row;
  const version = servingOf(detail)?.release?.tag ?? "";
  const restart = useMutation({
    mutationFn: (reason: string) =>
      requestDeployment({ service: name, environment, version, kind: "restart", reason }, key.current),
    onSuccess: ({ deploymentId }) => router.push(`/r/${deploymentId}`),
  });
  return (
    <ReasonDialog
      title={`Restart ${name} in ${environment}?`}
      action="Restart"
      pending={restart.isPending && "Asking"}
      problem={restart.error ? problemOf(restart.error) : null}
      onConfirm={(reason) => restart.mutate(reason)}
      onClose={onClose}
    >
      {effectOf(detail, environment)}
    </ReasonDialog>
  );
}

/** New pods of what serves, by a rollout: nothing is taken away before its successor is ready. */
export function RestartService({ detail, environment }: { detail: ServiceDetail; environment: string }) {
  const [asking, setAsking] = useState(false);
  const { restart } = detail.actions;
  return (
    <>
      <Button disabledReason={restart.allowed ? undefined : restart.reason} onClick={() => setAsking(true)}>
        Restart
      </Button>
      {asking ? <Ask detail={detail} environment={environment} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
