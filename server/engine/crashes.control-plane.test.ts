import { controlPlaneEngineCluster } from "@/server/testing/engine-contract/control-plane-engine-cluster";
import { crashCases } from "@/server/testing/engine-contract/crash-cases";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";

crashCases(openEngineContract(controlPlaneEngineCluster));
