import { controlPlaneOutages } from "@/server/testing/engine-contract/control-plane-outages";

controlPlaneOutages({ program: "etcd", called: "etcd", silent: true, held: "even" });
