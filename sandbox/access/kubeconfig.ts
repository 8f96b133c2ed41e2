import { stringify } from "yaml";
import type { Identity } from "./identity";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

interface Place {
  cluster: string;
  url: string;
  identity: Identity;
}

function frame({ cluster, url, identity }: Place, users: object[]): string {
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": cluster,
    clusters: [
      {
        name: cluster,
        cluster: { server: url, "certificate-authority-data": base64(identity.authority.cert) },
      },
    ],
    contexts: [{ name: cluster, context: { cluster, user: cluster } }],
    users,
    preferences: {},
  });
}

/** The kubeconfig for people: context, cluster and user named like the cluster (token), and a user with a certificate. */
export function personKubeconfig(place: Place): string {
  const { cluster, identity } = place;
  const certificate = {
    "client-certificate-data": base64(identity.admin.cert),
    "client-key-data": base64(identity.admin.key),
  };
  return frame(place, [
    { name: cluster, user: { token: identity.adminToken } },
    { name: `${cluster}-cert`, user: certificate },
  ]);
}

/** The kubeconfig of the worker: the same context with the worker's own token. */
export function workerKubeconfig(place: Place): string {
  return frame(place, [{ name: place.cluster, user: { token: place.identity.workerToken } }]);
}
