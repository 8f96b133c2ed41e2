import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { Fault } from "./fault.mjs";
import { until } from "./processes.mjs";

const TIMEOUT_MS = 10_000;
const PLURALS = { IngressClass: "ingressclasses", ClusterLogs: "clusterlogs" };

const pluralOf = (kind) => PLURALS[kind] ?? `${kind.toLowerCase()}s`;

function pathOf({ apiVersion, kind, metadata }) {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const place = metadata.namespace ? `/namespaces/${metadata.namespace}` : "";
  return `${root}${place}/${pluralOf(kind)}/${metadata.name}`;
}

const caller =
  (url, agent) =>
  (path, { method = "GET", body, type = "application/json" } = {}) =>
    new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { "Content-Type": type };
      const outgoing = request(
        new URL(path, url),
        { method, headers, agent, timeout: TIMEOUT_MS },
        (answer) => {
          const chunks = [];
          answer.on("data", (chunk) => chunks.push(chunk)).on("error", reject);
          answer.on("end", () =>
            resolve({ status: answer.statusCode, text: Buffer.concat(chunks).toString("utf8") }),
          );
        },
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error(`${path} did not answer`))).on("error", reject);
      outgoing.end(body === undefined ? undefined : JSON.stringify(body));
    });

/**
 * The API server as its administrator sees it; only what setting up a cluster needs.
 * @param {{url: string, folder: string}} place its folder has the certificates
 */
export function createAdministrator({ url, folder }) {
  const pki = (file) => readFileSync(join(folder, "pki", file));
  const agent = new Agent({
    keepAlive: true,
    ca: pki("ca.crt"),
    cert: pki("admin.crt"),
    key: pki("admin.key"),
  });
  const call = caller(url, agent);

  const read = async (path) => {
    const { status, text } = await call(path);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };

  return {
    read,
    /** Whether the API server says now that it is ready. @returns {Promise<boolean>} */
    isReady: () =>
      call("/readyz").then(
        ({ status }) => status === 200,
        () => false,
      ),
    /** Makes these objects be as they are written, whether or not they exist. */
    apply: (objects) =>
      Promise.all(
        objects.map(async (body) => {
          const path = `${pathOf(body)}?fieldManager=control-plane&force=true`;
          const { status, text } = await call(path, {
            method: "PATCH",
            body,
            type: "application/apply-patch+yaml",
          });
          if (status >= 300)
            throw new Fault(
              `${body.kind} ${body.metadata.name} was refused (${status}): ${text.slice(0, 300)}`,
            );
        }),
      ),
    /** Waits until every object of a list has the condition. */
    allHave: (path, condition, timeoutMs) =>
      until(async () => {
        const { items } = await read(path);
        return items.every(({ status }) =>
          status?.conditions?.some(({ type, status: is }) => type === condition && is === "True"),
        );
      }, timeoutMs),
    close: () => agent.destroy(),
  };
}
