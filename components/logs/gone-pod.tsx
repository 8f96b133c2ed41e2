import { keptLogsPage } from "@/components/queries/kept-logs";
import type { LogsChoice } from "@/components/queries/service-logs";
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
  if (!kept.some((each) => each.pod === pod))
    return <Notice>{`${pod} is gone, and none of its lines were kept.`}</Notice>;
  return (
    <Notice>
      {`${pod} is gone. `}
      <Link href={keptLogsPage(service, environment, pod)}>Its last lines</Link> were kept.
    </Notice>
  );
}
