import type { ApprovalReview } from "@/contracts/approval";
import { apiQuery } from "./api-query";
import { keys } from "./keys";

/** The review page of one deployment. Live through topics `me` and `rollout:<id>`. */
export const approvalQuery = (deploymentId: string) =>
  apiQuery<ApprovalReview>(
    keys.approval(deploymentId),
    `/api/v1/approvals/${encodeURIComponent(deploymentId)}`,
  );
