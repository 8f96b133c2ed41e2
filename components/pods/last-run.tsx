import { Ago } from "@/components/ui/age";
import type { PodSeen } from "@/contracts/pod";
import type { PodDetail } from "@/contracts/pod-detail";
import { exitWords, lastExit } from "./last-exit";
import { LastLines } from "./last-lines";

/** How a container of the pod ended last, with its last lines for those who may read them. */
export function LastRun({
  pod,
  detail,
  ...place
}: {
  pod: PodSeen;
  detail: PodDetail;
  service: string;
  environment: string;
}) {
  const exit = lastExit(pod);
  if (!exit) return null;
  return (
    <section className="pod-part">
      <h3>
        Last exit of <span className="mono">{exit.container}</span>
      </h3>
      <p className={exit.exitCode === 0 ? "dim" : "red"}>
        {exitWords(exit)} {exit.at ? <Ago at={exit.at} suffix=" ago" className="dim" /> : null}
      </p>
      {detail.logs.allowed ? (
        <LastLines {...place} pod={pod.name} exit={exit} />
      ) : (
        <p className="dim">{detail.logs.reason}</p>
      )}
    </section>
  );
}
