import { autoscalingCases } from "@/server/testing/engine-contract/autoscaling-cases";
import { controlPlaneEngineCluster } from "@/server/testing/engine-contract/control-plane-engine-cluster";
import { openEngineContract } from "@/server/testing/engine-contract/engine-contract-file";

autoscalingCases(openEngineContract(controlPlaneEngineCluster));
