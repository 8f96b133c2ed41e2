/*
 * Parent of the embedded Postgres: Postgres itself does not notice that the supervisor is gone, this process does.
 * Started with the postgres program, its account and its arguments as JSON. Ends when Postgres ends.
 */
import { spawn } from "node:child_process";

const { program, args, account } = JSON.parse(process.argv[2] ?? "{}");
const postgres = spawn(program, args, {
  ...account,
  cwd: "/",
  env: { PATH: process.env.PATH, LC_ALL: "C" },
  stdio: ["ignore", "inherit", "inherit"],
});

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  // SIGINT is the fast shutdown: sessions are cut, everything committed is on disk.
  postgres.kill("SIGINT");
  setTimeout(() => postgres.kill("SIGQUIT"), 10_000).unref();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
process.stdin.on("end", stop).on("error", stop).resume();
postgres.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
postgres.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGKILL" ? 137 : 1)));
