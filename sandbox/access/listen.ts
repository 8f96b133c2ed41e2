import type { Server } from "node:net";

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Listens on loopback, on the wished port while it is free, else on any other. Gives the port. */
export async function listenNear(server: Server, wished: number | undefined): Promise<number> {
  if (wished === undefined) return listenOn(server, 0);
  try {
    return await listenOn(server, wished);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return listenOn(server, 0);
  }
}
