import { abortCases } from "@/server/testing/engine-contract/abort-cases";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { sandboxEngineCluster } from "@/server/testing/engine-contract/sandbox-engine-cluster";

abortCases(openEngineContract(sandboxEngineCluster));
