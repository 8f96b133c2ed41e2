import { controlPlaneOutages } from "@/server/testing/engine-contract/control-plane-outages";

controlPlaneOutages("etcd", { called: "etcd", silent: true });
