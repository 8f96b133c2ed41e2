import { controlPlaneOutages } from "@/server/testing/engine-contract/control-plane-outages";

controlPlaneOutages("kube-apiserver", { called: "API server", silent: true });
