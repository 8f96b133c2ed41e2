import { abortCases } from "@/server/testing/engine-contract/abort-cases";
import { controlPlaneEngineCluster } from "@/server/testing/engine-contract/control-plane-engine-cluster";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";

abortCases(openEngineContract(controlPlaneEngineCluster));
