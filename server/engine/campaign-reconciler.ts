import { type CampaignFigures, campaignFigures } from "@/server/domain/campaign/campaign-figures";
import { nextStep } from "@/server/domain/campaign/next-step";
import { timesOf, windowOf } from "@/server/domain/metrics/window";
import type { CampaignWatch, DueOccurrence } from "@/server/ports/campaign-watch";
import type { Clock } from "@/server/ports/clock";
import type { ServiceMetrics } from "@/server/ports/service-metrics";
import type { EngineLog } from "./engine-options";
import { createPollingLoop, type PollingLoop, usualPauseMs } from "./polling-loop";

/** What one pass needs. */
interface Reconciling {
  watch: CampaignWatch;
  metrics: ServiceMetrics;
  log: EngineLog;
}

async function noteReady({ watch }: Reconciling, due: DueOccurrence): Promise<void> {
  const { openedAt, targets, ready } = due.watched;
  const fresh = targets.filter(
    ({ service, available, floor }) =>
      ready[service] === undefined && available !== null && available >= floor,
  );
  if (openedAt !== null && fresh.length > 0)
    await watch.noteReady(
      due,
      fresh.map(({ service }) => service),
    );
}

/** What its services carried between start and end; null when nobody can tell. */
async function measure({ metrics }: Reconciling, due: DueOccurrence): Promise<CampaignFigures | null> {
  const { startsAt, endsAt } = due.watched;
  const found = windowOf({ from: startsAt, to: endsAt }, due.now);
  if ("wrong" in found) return null;
  const answers = await Promise.all(
    due.measured.map((target) => metrics.range(target, found.window, ["requests", "errors"])),
  );
  return campaignFigures(
    timesOf(found.window),
    answers.flatMap(({ series }) => series),
  );
}

/** One look at every campaign that is near: one step each, decided by the database's time. Answers how many were written. */
export async function reconcileCampaigns(reconciling: Reconciling): Promise<number> {
  const { watch, log } = reconciling;
  let written = 0;
  for (const due of await watch.due()) {
    await noteReady(reconciling, due);
    const step = nextStep(due.watched, due.now);
    if (step === null) continue;
    const isOver = step.set.closedAt !== undefined && due.watched.openedAt !== null;
    const result = isOver ? await measure(reconciling, due) : null;
    if (!(await watch.write(due, step, result))) continue;
    written += 1;
    if (step.audit) log.info({ campaign: due.watched.title }, step.audit.summary);
  }
  return written;
}

/**
 * Opens and closes windows, and tells people when pods are missing. Level-triggered, any number of workers: what is to be done
 * follows from the row and the clock each time.
 */
export function createCampaignReconciler(options: Reconciling & { clock: Clock }): PollingLoop {
  return createPollingLoop({
    clock: options.clock,
    failed: (error) => options.log.warn({ error: String(error) }, "Campaigns wait"),
    turn: async () => ((await reconcileCampaigns(options)) === 0 ? usualPauseMs : 0),
  });
}
