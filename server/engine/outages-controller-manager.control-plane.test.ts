import { controlPlaneOutages } from "@/server/testing/engine-contract/control-plane-outages";

controlPlaneOutages("kube-controller-manager", { called: "controller manager", silent: false });
