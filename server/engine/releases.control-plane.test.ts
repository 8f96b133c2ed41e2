import { controlPlaneEngineCluster } from "@/server/testing/engine-contract/control-plane-engine-cluster";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { releaseCases } from "@/server/testing/engine-contract/release-cases";

releaseCases(openEngineContract(controlPlaneEngineCluster));
