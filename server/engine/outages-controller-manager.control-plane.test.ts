import { controlPlaneOutages } from "@/server/testing/engine-contract/control-plane-outages";

controlPlaneOutages({
  program: "kube-controller-manager",
  called: "controller manager",
  silent: false,
  held: "odd",
});
