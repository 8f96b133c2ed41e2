import { Fault } from "./fault.mjs";
import { REAL_DATA } from "./folders.mjs";

const USAGE = "Usage: npm start -- [--data DIR] [--port N]   (port 0 = any free port)";

/**
 * Reads the options of a start: command line first, then the environment.
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 */
export function readOptions(args, env) {
  const options = {
    dev: false,
    data: undefined,
    port: portOf(env.SWITCHYARD_PORT ?? "3000", "SWITCHYARD_PORT"),
  };
  const rest = [...args];
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--dev") options.dev = true;
    else if (word === "--data") options.data = argumentAfter(word, rest);
    else if (word === "--port") options.port = portOf(argumentAfter(word, rest), word);
    else throw new Fault(`Unknown option ${word}.`, USAGE);
  }
  const controlPlane = env.SWITCHYARD_SANDBOX === "control-plane";
  return {
    ...options,
    // A data folder belongs to one kind of clusters, so each kind has its own.
    data: options.data ?? (controlPlane ? REAL_DATA : undefined),
    controlPlane,
    databaseUrl: env.DATABASE_URL || undefined,
    clusters: (env.SWITCHYARD_CLUSTERS ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
  };
}

function argumentAfter(word, rest) {
  const value = rest.shift();
  if (value === undefined || value.startsWith("--")) throw new Fault(`${word} needs a value.`, USAGE);
  return value;
}

function portOf(text, source) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Fault(`${source} is "${text}": a port is a number from 0 to 65535.`, USAGE);
}
