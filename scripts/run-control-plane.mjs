/* Starts a control plane to look at by hand, says where it is, and stops it on Ctrl-C. NODES=0, METRICS=0: without. */
import { startControlPlane } from "./control-plane.mjs";
import { exitWith } from "./fault.mjs";
import { createProgress } from "./progress.mjs";

async function main() {
  const progress = createProgress();
  const plane = await progress.step("control plane", "starting", (report) =>
    startControlPlane({ nodes: process.env.NODES !== "0", metrics: process.env.METRICS !== "0", report }),
  );
  progress.say(
    `\n    ${plane.bin}/kubectl --kubeconfig ${plane.kubeconfig} get nodes\n\n    Logs, process ids   ${plane.state}`,
  );
  progress.say("    Stop                Ctrl-C\n");
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, resolve);
    setInterval(() => {}, 60_000);
  });
  await plane.stop();
  process.exit(0);
}

main().catch(exitWith);
