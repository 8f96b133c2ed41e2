import { autoscalingCases } from "@/server/testing/engine-contract/autoscaling-cases";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";
import { sandboxEngineCluster } from "@/server/testing/engine-contract/sandbox-engine-cluster";

autoscalingCases(openEngineContract(sandboxEngineCluster));
