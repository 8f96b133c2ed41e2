/* npm run burst -- <service> [--factor 10] [--minutes 3] [--ramp 0] [--decay 0] [--cluster prod-1] [--data DIR]: more traffic for a demonstration. */
import { existsSync, readFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { exitWith, Fault } from "./fault.mjs";
import { foldersOf } from "./folders.mjs";

const USAGE =
  "Usage: npm run burst -- <service> [--factor 10] [--minutes 3] [--ramp SECONDS] [--decay SECONDS] [--cluster prod-1] [--data DIR]";

function readWish(args) {
  const text = { type: "string" };
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { factor: text, minutes: text, ramp: text, decay: text, cluster: text, data: text },
    });
  } catch (error) {
    throw new Fault(error.message, USAGE);
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1) throw new Fault("Name one service.", USAGE);
  return {
    service: positionals[0],
    factor: numberOf("--factor", values.factor ?? "10", 1000),
    seconds: numberOf("--minutes", values.minutes ?? "3", 1440) * 60,
    rampSeconds: numberOf("--ramp", values.ramp ?? "0", 86_400),
    decaySeconds: numberOf("--decay", values.decay ?? "0", 86_400),
    cluster: values.cluster ?? "prod-1",
    data: values.data,
  };
}

function numberOf(option, text, most) {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= most) return value;
  throw new Fault(`${option} is "${text}": it is a number from 0 to ${most}.`, USAGE);
}

/** The administrator's access to a cluster of the sandbox. */
function accessOf({ cluster, data }) {
  const { sandbox, controlPlane } = foldersOf(data);
  const path = join(sandbox, "kubeconfig", `${cluster}.yaml`);
  if (existsSync(path)) {
    const { clusters, users } = parse(readFileSync(path, "utf8"));
    return {
      server: clusters[0].cluster.server,
      ca: Buffer.from(clusters[0].cluster["certificate-authority-data"], "base64"),
      token: users[0].user.token,
    };
  }
  if (existsSync(controlPlane))
    throw new Fault(
      "Real control planes have no simulated traffic.",
      "Set the annotation kwok.x-k8s.io/usage-cpu on a pod; docs/operations.md tells how.",
    );
  throw new Fault(
    `There is no sandbox cluster ${cluster} in ${sandbox}.`,
    "Start it with npm start, or name its --data.",
  );
}

/** @returns {Promise<{code: number, body: any}>} */
function put(access, path, wish) {
  return new Promise((resolve, reject) => {
    const call = request(
      `${access.server}${path}`,
      {
        method: "PUT",
        ca: access.ca,
        headers: { authorization: `Bearer ${access.token}`, "content-type": "application/json" },
        timeout: 10_000,
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => {
          try {
            resolve({ code: response.statusCode, body: JSON.parse(text) });
          } catch (error) {
            reject(error);
          }
        });
      },
    );
    call.on("timeout", () => call.destroy(new Error("no answer within 10 s")));
    call.on("error", reject).end(JSON.stringify(wish));
  });
}

async function main() {
  const { cluster, data, ...wish } = readWish(process.argv.slice(2));
  if (wish.factor !== 1 && wish.seconds < 1)
    throw new Fault("--minutes is too short: a second is the least.", USAGE);
  const access = accessOf({ cluster, data });
  const seconds = Math.max(1, wish.seconds);
  const answer = await put(access, "/sandbox/v1/traffic", { ...wish, seconds }).catch((error) => {
    throw new Fault(
      `The cluster ${cluster} does not answer (${error.message}).`,
      "Is the portal running? npm start",
    );
  });
  if (answer.code !== 200) throw new Fault(`The cluster ${cluster} refuses: ${answer.body.message}.`);
  const burst = answer.body.bursts.find((entry) => entry.service === wish.service);
  console.log(
    burst
      ? `  ${wish.service} on ${cluster} gets ${wish.factor} times its usual traffic until ${burst.until}.`
      : `  ${wish.service} on ${cluster} is back at its usual traffic.`,
  );
  if (burst)
    console.log(`  End it earlier with: npm run burst -- ${wish.service} --factor 1 --cluster ${cluster}`);
}

main().catch(exitWith);
