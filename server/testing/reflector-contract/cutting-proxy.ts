import { readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A TCP proxy in front of an API server, to cut its connections without telling it. */
export interface CuttingProxy {
  /** Kubeconfig that goes through the proxy. */
  kubeconfig: string;
  /** Cuts every open connection. */
  cut(): void;
  /** Accepts no bytes from now on: connections are cut as they come. */
  block(): void;
  unblock(): void;
  close(): Promise<void>;
}

/** Puts a proxy in front of the server that a kubeconfig names. */
export async function createCuttingProxy(kubeconfig: string): Promise<CuttingProxy> {
  const text = await readFile(kubeconfig, "utf8");
  const port = Number(/https:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
  const sockets = new Set<Socket>();
  let blocked = false;
  const server = createServer((near) => {
    near.on("error", () => near.destroy());
    if (blocked) return void near.destroy();
    const far = connect(port, "127.0.0.1");
    sockets.add(near);
    near.once("close", () => {
      sockets.delete(near);
      far.destroy();
    });
    far.on("error", () => near.destroy());
    far.once("close", () => near.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = (server.address() as AddressInfo).port;
  const file = `${kubeconfig}.${own}`;
  await writeFile(file, text.replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${own}`), { mode: 0o600 });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    kubeconfig: file,
    cut,
    block() {
      blocked = true;
      cut();
    },
    unblock() {
      blocked = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
