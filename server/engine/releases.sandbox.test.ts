import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { releaseCases } from "@/server/testing/engine-contract/release-cases";
import { sandboxEngineCluster } from "@/server/testing/engine-contract/sandbox-engine-cluster";

releaseCases(openEngineContract(sandboxEngineCluster));
