/** Label that says to which pool a node belongs. */
export const poolLabel = "switchyard.internal/node-pool";
