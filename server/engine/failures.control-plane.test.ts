import { controlPlaneEngineCluster } from "@/server/testing/engine-contract/control-plane-engine-cluster";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { failureCases } from "@/server/testing/engine-contract/failure-cases";

failureCases(openEngineContract(controlPlaneEngineCluster));
