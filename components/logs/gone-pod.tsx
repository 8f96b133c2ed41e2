import { keptLogsPage } from "@/components/queries/kept-logs";
import type { LogsChoice } from "@/components/queries/service-logs";
import { Clock } from "@/components/ui/age";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import type { KeptLog } from "@/contracts/kept-log";
import type { ServiceDetail } from "@/contracts/service";

/** What can be done where the pod that is chosen is gone. */
export function GonePod({
  detail,
  kept,
  choice,
}: {
  detail: ServiceDetail;
  kept: readonly KeptLog[];
  choice: LogsChoice;
}) {
  const { service, environment, pod, run } = choice;
  if (run === "kept" || pod === null || detail.pods.some(({ name }) => name === pod)) return null;
  const last = kept.find((each) => each.pod === pod);
  if (!last)
    return (
      <Notice>{`There is no pod ${pod} of ${service} in ${environment} now, and no line of one was kept.`}</Notice>
    );
  return (
    <Notice>
      {`${pod} is gone: ${last.container} ${last.cause === "crashed" ? "crashed" : "ended when it was deleted"}, `}
      <Clock at={last.endedAt} seconds />
      {". "}
      <Link href={keptLogsPage(service, environment, pod)}>Its last lines</Link> were kept.
    </Notice>
  );
}
