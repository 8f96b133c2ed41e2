import { createConnection, createServer } from "node:net";
import { Fault } from "./fault.mjs";

/**
 * A port of the loopback interface that is free now.
 * @param {number} [wanted] 0 = any
 * @returns {Promise<number>}
 */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen({ port: wanted, host: "127.0.0.1", exclusive: true }, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Whether something answers on a port of this machine. */
function answers(port, host) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.setTimeout(1000, () => end(false));
  });
}

/**
 * The port of the portal: free, or a fault that says what to do.
 * @param {number} wanted 0 = any
 */
export async function portalPort(wanted) {
  if (wanted === 0) return freePort();
  const taken = (await answers(wanted, "127.0.0.1")) || (await answers(wanted, "::1"));
  if (!taken) {
    try {
      return await freePort(wanted);
    } catch (error) {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
    }
  }
  throw new Fault(
    `Port ${wanted} is taken by another program.`,
    `Stop that program, or choose another port: SWITCHYARD_PORT=${wanted + 1} npm start`,
  );
}
