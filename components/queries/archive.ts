import type { Archive } from "@/contracts/deployment";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** The manifests that were archived before they were applied; verified against their hash on each read. */
export const archiveQuery = (deploymentId: string) =>
  apiQuery<Archive>(
    keys.archive(deploymentId),
    `/api/v1/deployments/${encodeURIComponent(deploymentId)}/archive`,
  );
