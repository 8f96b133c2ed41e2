import { crashCases } from "@/server/testing/engine-contract/crash-cases";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { sandboxEngineCluster } from "@/server/testing/engine-contract/sandbox-engine-cluster";

crashCases(openEngineContract(sandboxEngineCluster));
