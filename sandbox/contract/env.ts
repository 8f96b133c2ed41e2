/** Where the suite runs besides the sandbox. */
export const contractEnv = {
  /** Kubeconfig of another cluster to run the suite on. */
  kubeconfig: process.env["SWITCHYARD_CONTRACT_KUBECONFIG"],
};
