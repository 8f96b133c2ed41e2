import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";

const LABEL = "sandbox.switchyard.internal/fault";
const LOOPBACK = new Set(["127.0.0.1", "localhost"]);

/**
 * The network of fake pods. The API server dials everything inside the cluster through this HTTP CONNECT proxy: what is
 * really on this machine (kwok as kubelet, metrics-server) is reached as it is, and for a pod's address it answers
 * itself, as the pod would: 200, or 503 from a pod whose fault is never-ready.
 * @param {(path: string) => Promise<{items: object[]}>} read a GET of the API server
 */
export function createPodNetwork(read) {
  const pods = createServer((request, response) => {
    const address = request.socket.podAddress;
    answer(read, address, request.url).then(
      ({ status, body }) =>
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body)),
      () => response.destroy(),
    );
  });
  const proxy = createServer((_, response) => response.writeHead(405).end());
  proxy.on("connect", (request, socket) => {
    const at = request.url.lastIndexOf(":");
    const host = request.url.slice(0, at);
    socket.on("error", () => socket.destroy());
    if (LOOPBACK.has(host)) return tunnel(socket, Number(request.url.slice(at + 1)));
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.podAddress = host;
    pods.emit("connection", socket);
  });
  return {
    /** @param {string} path of its socket; one that a dead process left there is replaced */
    listen(path) {
      rmSync(path, { force: true });
      return new Promise((resolve, reject) => proxy.once("error", reject).listen(path, resolve));
    },
    close() {
      proxy.close();
      proxy.closeAllConnections();
      pods.closeAllConnections();
    },
  };
}

function tunnel(socket, port) {
  const target = connect(port, "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    socket.pipe(target).pipe(socket);
  });
  target.on("error", () => socket.destroy());
  socket.on("close", () => target.destroy());
  target.on("close", () => socket.destroy());
}

async function answer(read, address, path) {
  const { items } = await read(`/api/v1/pods?fieldSelector=status.podIP=${encodeURIComponent(address)}`);
  const pod = items.find(({ status }) => status.phase === "Running");
  if (!pod) throw new Error(`nobody has the address ${address}`);
  const { name, labels = {} } = pod.metadata;
  const [container] = pod.spec.containers;
  const service = labels["switchyard.internal/service"] ?? container.name;
  if (labels[LABEL] === "never-ready") return { status: 503, body: { status: "DOWN", service } };
  const version = /:([^:/@]+)(@|$)/.exec(container.image)?.[1] ?? "unknown";
  return { status: 200, body: { status: "UP", service, version, pod: name, path } };
}
