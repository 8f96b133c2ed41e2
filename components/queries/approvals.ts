import type { ApprovalInbox, approvalBoxes } from "@/contracts/approval";
import { apiQuery, queryString } from "./api-query";
import { keys } from "./keys";

export type ApprovalBox = (typeof approvalBoxes)[number];

/** One box of the inbox, with the counts of all boxes. Live through topic `me`. */
export const approvalsQuery = (box: ApprovalBox) =>
  apiQuery<ApprovalInbox>(keys.approvals(box), `/api/v1/approvals${queryString({ box })}`);
