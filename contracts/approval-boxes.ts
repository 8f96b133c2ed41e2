/** Boxes of the approvals inbox, in the order of its tabs. */
export const approvalBoxes = ["mine", "team", "sent", "done"] as const;
