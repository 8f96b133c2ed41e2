import { relative } from "node:path";
import { demoPeople } from "./people.mjs";

const short = (path) => {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
};

async function signInLines(sandboxed) {
  const issuer = process.env.SWITCHYARD_OIDC_ISSUER;
  if (issuer) return [`  Sign in with ${issuer}`];
  if (!sandboxed)
    return ["  With clusters of your own, people sign in through SWITCHYARD_OIDC_ISSUER; API tokens work."];
  const people = (await demoPeople()).map(({ name, role }) => `    ${name.padEnd(18)} ${role}`);
  return ["  Sandbox: sign in as one of these, no password", "", ...people];
}

/**
 * What a person needs once everything is up.
 * @param {{
 *   url: string, sandboxed: boolean, since: number, cluster: string,
 *   folders: {access: string, kubeconfig: string, logs: string},
 * }} run
 */
export async function welcome({ url, folders, sandboxed, since, cluster }) {
  return [
    "",
    `  Switchyard is ready after ${((Date.now() - since) / 1000).toFixed(1)} s`,
    "",
    `    ${url}`,
    "",
    ...(await signInLines(sandboxed)),
    "",
    `  API tokens, cluster access   ${short(folders.access)}`,
    `  kubectl                      kubectl --kubeconfig ${short(folders.kubeconfig)}/${cluster}.yaml get pods -A`,
    `  Logs                         ${short(folders.logs)}`,
    "  Stop                         Ctrl-C",
    "",
  ].join("\n");
}
