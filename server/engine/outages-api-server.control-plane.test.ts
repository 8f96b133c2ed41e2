import { controlPlaneOutages } from "@/server/testing/engine-contract/control-plane-outages";

controlPlaneOutages({ program: "kube-apiserver", called: "API server", silent: true, held: "odd" });
