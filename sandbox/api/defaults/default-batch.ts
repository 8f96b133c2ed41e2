import { isRecord, type Json } from "@/sandbox/api/json";
import { defaultTemplate } from "./default-apps";
import { setDefaults } from "./default-pod-spec";

/** Defaults of a Job, in place. */
export function defaultJob(job: Json): void {
  defaultJobSpec(job.spec);
}

function defaultJobSpec(spec: Json): void {
  if (!isRecord(spec)) return;
  if (spec["completions"] === undefined && spec["parallelism"] === undefined)
    setDefaults(spec, { completions: 1, parallelism: 1 });
  setDefaults(spec, {
    parallelism: 1,
    backoffLimit: 6,
    completionMode: "NonIndexed",
    suspend: false,
    podReplacementPolicy: "TerminatingOrFailed",
  });
  defaultTemplate(spec["template"]);
}

/** Defaults of a CronJob, in place. */
export function defaultCronJob(cronJob: Json): void {
  const spec = cronJob.spec;
  if (!isRecord(spec)) return;
  setDefaults(spec, {
    concurrencyPolicy: "Allow",
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  });
  defaultTemplate(spec["jobTemplate"]?.spec?.template);
}
