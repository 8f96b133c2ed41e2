import { Fault } from "./fault.mjs";

/**
 * Refuses a Node that cannot run the portal, before anything is installed.
 * @param {string} [version] like "20.20.2"
 * @returns {string} the version, for the progress line
 */
export function checkNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const fits = major >= 22 || (major === 20 && minor >= 19);
  if (fits) return version;
  throw new Fault(
    `Switchyard needs Node 20.19 or newer in the 20 line, or Node 22 and up. This is Node ${version}.`,
    "Install a newer Node (https://nodejs.org) and run the same command again.",
  );
}
