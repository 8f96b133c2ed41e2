import type { ContractCluster } from "./cluster-contract/contract-world";

function named(variable: string): string {
  const value = process.env[variable];
  if (value) return value;
  throw new Error(`${variable} is not set: these tests run with npm run test:control-plane.`);
}

/** A control plane of real programs that runs already; `npm run test:control-plane` starts it and says where it is. */
export interface ControlPlaneCluster extends ContractCluster {
  /** Folder with the process ids, the logs and the audit log of its programs. */
  state: string;
}

/** The control plane that the environment names; closing it leaves it running for the other files. */
export function controlPlaneCluster(): ControlPlaneCluster {
  return {
    kubeconfig: named("SWITCHYARD_CONTRACT_KUBECONFIG"),
    workerKubeconfig: named("SWITCHYARD_CONTRACT_WORKER_KUBECONFIG"),
    state: named("SWITCHYARD_CONTROL_PLANE_STATE"),
    image: "registry.demo.internal/shop/shop:1.0.0",
    close: async () => {},
  };
}
