import { get } from "node:http";
import { until } from "./processes.mjs";

/** Status of one GET of this machine, 0 when nothing answers. */
function statusOf(url) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: 2000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(0));
  });
}

/**
 * Waits until the portal says that it is ready to serve.
 * @param {number} port
 * @param {number} timeoutMs
 * @returns {Promise<boolean>}
 */
export const portalReady = (port, timeoutMs) =>
  until(async () => (await statusOf(`http://localhost:${port}/readyz`)) === 200, timeoutMs);
