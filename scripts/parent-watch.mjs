/*
 * Loaded into every child before its program (node --import). The supervisor holds the other end of stdin:
 * when it is gone, even by kill -9, stdin ends and the child stops like after SIGTERM.
 */
const GRACE_MS = 5000;

function orphaned() {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(143), GRACE_MS).unref();
}

if (process.env.SWITCHYARD_PARENT_WATCH === "1") {
  process.stdin.on("end", orphaned).on("error", orphaned).resume();
  process.stdin.unref?.();
}
