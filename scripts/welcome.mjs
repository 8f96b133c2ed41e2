import { relative } from "node:path";
import { demoPeople } from "./people.mjs";

const short = (path) => {
  const near = relative(process.cwd(), path);
  return near.startsWith("..") ? path : near;
};

/**
 * What a person needs once everything is up.
 * @param {{url: string, folders: {access: string, kubeconfig: string, logs: string}, sandboxed: boolean, since: number}} run
 */
export async function welcome({ url, folders, sandboxed, since }) {
  const lines = [
    "",
    `  Switchyard is ready after ${((Date.now() - since) / 1000).toFixed(1)} s`,
    "",
    `    ${url}`,
    "",
  ];
  if (sandboxed) {
    lines.push("  Sandbox: sign in as one of these, no password", "");
    for (const { name, role } of await demoPeople()) lines.push(`    ${name.padEnd(18)} ${role}`);
    lines.push(
      "",
      `  API tokens, cluster access   ${short(folders.access)}`,
      `  kubectl                      kubectl --kubeconfig ${short(folders.kubeconfig)}/dev-1.yaml get pods -A`,
    );
  }
  lines.push(
    `  Logs                         ${short(folders.logs)}`,
    "  Stop                         Ctrl-C",
    "",
  );
  return lines.join("\n");
}
