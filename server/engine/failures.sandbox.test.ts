import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { failureCases } from "@/server/testing/engine-contract/failure-cases";
import { sandboxEngineCluster } from "@/server/testing/engine-contract/sandbox-engine-cluster";

failureCases(openEngineContract(sandboxEngineCluster));
