import { join } from "node:path";

/**
 * What one control plane is started with. Ports are all of 127.0.0.1 and stay the same when a part is started again.
 * @typedef {{
 *   folder: string, bin: string, manifests: string,
 *   autoscaling: {periodSeconds: number, scaleDownSeconds: number}, nodeGraceSeconds: number,
 *   ports: {etcd: number, peer: number, api: number, controllers: number, scheduler: number,
 *     kubelet: number, metrics: number},
 * }} Plan
 */

const LOOPBACK = "127.0.0.1";
const flags = (values) => Object.entries(values).map(([name, value]) => `--${name}=${value}`);

/** Command lines of the parts by name, in the order of their start. @type {Record<string, (plan: Plan) => string[]>} */
export const PARTS = {
  etcd({ folder, ports }) {
    const client = `http://${LOOPBACK}:${ports.etcd}`;
    const peer = `http://${LOOPBACK}:${ports.peer}`;
    return flags({
      name: "default",
      "data-dir": join(folder, "etcd"),
      // What it loses when the machine itself dies is of no worth, in a test and in a demonstration.
      "unsafe-no-fsync": true,
      "listen-client-urls": client,
      "advertise-client-urls": client,
      "listen-peer-urls": peer,
      "initial-advertise-peer-urls": peer,
      "initial-cluster": `default=${peer}`,
      "log-level": "warn",
    });
  },
  "kube-apiserver": apiServer,
  "kube-controller-manager": (plan) => [...controllers(plan), ...autoscaling(plan.autoscaling)],
  "kube-scheduler": ({ folder, ports }) =>
    flags({
      kubeconfig: join(folder, "kube-scheduler.kubeconfig"),
      "bind-address": LOOPBACK,
      "secure-port": ports.scheduler,
      "leader-elect": false,
      profiling: false,
    }),
  kwok: ({ folder, ports, manifests }) =>
    flags({
      kubeconfig: join(folder, "kwok.kubeconfig"),
      config: join(manifests, "kwok.yaml"),
      "manage-all-nodes": false,
      "manage-nodes-with-annotation-selector": "kwok.x-k8s.io/node=fake",
      "enable-crds": "Stage,Metric,Logs,ClusterLogs,ResourceUsage,ClusterResourceUsage",
      "node-ip": LOOPBACK,
      "node-port": ports.kubelet,
      "server-address": `${LOOPBACK}:${ports.kubelet}`,
      "node-lease-duration-seconds": 40,
      // It warns of every node without pods each time that figures are read.
      v: "ERROR",
      ...localServer(folder),
    }),
  "metrics-server": ({ folder, ports }) =>
    flags({
      kubeconfig: join(folder, "metrics-server.kubeconfig"),
      "authentication-kubeconfig": join(folder, "metrics-server.kubeconfig"),
      "authorization-kubeconfig": join(folder, "metrics-server.kubeconfig"),
      "bind-address": LOOPBACK,
      "secure-port": ports.metrics,
      ...localServer(folder),
      "kubelet-preferred-address-types": "InternalIP,Hostname",
      "kubelet-use-node-status-port": true,
      "kubelet-insecure-tls": true,
      // Ten seconds is the least that it accepts, and the timeout must be smaller.
      "metric-resolution": "10s",
      "kubelet-request-timeout": "5s",
    }),
};

const pkiOf = (folder) => (file) => join(folder, "pki", file);
const localServer = (folder) => ({
  "tls-cert-file": pkiOf(folder)("local-server.crt"),
  "tls-private-key-file": pkiOf(folder)("local-server.key"),
});

function apiServer({ folder, ports }) {
  const pki = pkiOf(folder);
  return flags({
    "etcd-servers": `http://${LOOPBACK}:${ports.etcd}`,
    "bind-address": LOOPBACK,
    "advertise-address": LOOPBACK,
    "secure-port": ports.api,
    // A loopback address may not stand in the EndpointSlice of the service "kubernetes".
    "endpoint-reconciler-type": "none",
    "tls-cert-file": pki("apiserver.crt"),
    "tls-private-key-file": pki("apiserver.key"),
    "client-ca-file": pki("ca.crt"),
    "token-auth-file": join(folder, "tokens.csv"),
    "authorization-mode": "Node,RBAC",
    "allow-privileged": true,
    "service-cluster-ip-range": "10.96.0.0/16",
    "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
    "service-account-key-file": pki("service-accounts.key"),
    "service-account-signing-key-file": pki("service-accounts.key"),
    "kubelet-client-certificate": pki("apiserver-kubelet-client.crt"),
    "kubelet-client-key": pki("apiserver-kubelet-client.key"),
    "kubelet-preferred-address-types": "InternalIP,Hostname",
    "requestheader-client-ca-file": pki("front-proxy-ca.crt"),
    "requestheader-allowed-names": "front-proxy-client",
    "requestheader-username-headers": "X-Remote-User",
    "requestheader-group-headers": "X-Remote-Group",
    "requestheader-extra-headers-prefix": "X-Remote-Extra-",
    "proxy-client-cert-file": pki("front-proxy-client.crt"),
    "proxy-client-key-file": pki("front-proxy-client.key"),
    // Everything that it dials inside the cluster goes to us: fake pods have no network of their own.
    "egress-selector-config-file": join(folder, "egress.json"),
    "audit-policy-file": join(folder, "audit.json"),
    "audit-log-path": join(folder, "audit.log"),
    profiling: false,
  });
}

function controllers({ folder, ports, nodeGraceSeconds }) {
  const pki = pkiOf(folder);
  return flags({
    kubeconfig: join(folder, "kube-controller-manager.kubeconfig"),
    "bind-address": LOOPBACK,
    "secure-port": ports.controllers,
    "leader-elect": false,
    "use-service-account-credentials": true,
    "service-account-private-key-file": pki("service-accounts.key"),
    "root-ca-file": pki("ca.crt"),
    "cluster-signing-cert-file": pki("ca.crt"),
    "cluster-signing-key-file": pki("ca.key"),
    "allocate-node-cidrs": true,
    "cluster-cidr": "10.244.0.0/16",
    "service-cluster-ip-range": "10.96.0.0/16",
    "node-monitor-grace-period": `${nodeGraceSeconds}s`,
    profiling: false,
  });
}

/** The autoscaler believes the first figures of a pod: fake ones are never those of a warm-up. */
const autoscaling = ({ periodSeconds, scaleDownSeconds }) =>
  flags({
    "horizontal-pod-autoscaler-sync-period": `${periodSeconds}s`,
    "horizontal-pod-autoscaler-downscale-stabilization": `${scaleDownSeconds}s`,
    "horizontal-pod-autoscaler-cpu-initialization-period": "0s",
    "horizontal-pod-autoscaler-initial-readiness-delay": "0s",
  });
