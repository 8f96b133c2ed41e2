import { join } from "node:path";
import { consoleLine } from "./console-lines.mjs";
import { ROOT } from "./folders.mjs";
import { openLog } from "./log-file.mjs";
import { supervise } from "./supervise.mjs";

const GRACE_MS = { web: 5000, worker: 10_000, sandbox: 10_000, postgres: 20_000 };
/** Both make thousands of short-lived objects while workloads start; a larger nursery halves their collections. */
const LARGE_NURSERY = ["--max-semi-space-size=64"];
const FLAGS = { sandbox: LARGE_NURSERY, seed: LARGE_NURSERY };
/** Reading its map costs a program a quarter of a second of its start. */
const TRACED = ["--enable-source-maps"];
const STOP_ORDER = [["web", "worker"], ["sandbox"], ["postgres"]];

/**
 * The programs of one run: started one by one, stopped together in the order of who needs whom.
 * @param {{logs: string, say: (text: string) => void, onPids: (pids: Record<string, number>) => void}} options
 */
export function createStack({ logs, say, onPids }) {
  const programs = new Map();
  const pids = {};
  let stopped = false;

  return {
    /**
     * @param {string} name
     * @param {Omit<Parameters<typeof supervise>[0], "name" | "say">} program
     */
    add(name, program) {
      if (stopped) return;
      const log = openLog(join(logs, `${name}.log`));
      const supervised = supervise({
        ...program,
        name,
        say: (text) => {
          log.write(text);
          if (!stopped) say(`  ! ${text}`);
        },
        onStart: (pid) => {
          pids[name] = pid;
          onPids(pids);
        },
        onLine: (line, stream) => {
          log.write(line);
          const shown = name === "postgres" ? undefined : consoleLine(line, stream);
          if (shown && !stopped) say(`  ${name}: ${shown}`);
          program.onLine?.(line, stream);
        },
      });
      programs.set(name, { supervised, log });
    },
    replace: (name) => programs.get(name)?.supervised.replace(),
    async stop() {
      stopped = true;
      for (const names of STOP_ORDER) {
        await Promise.all(names.map((name) => programs.get(name)?.supervised.stop(GRACE_MS[name])));
      }
      await Promise.all([...programs.values()].map(({ log }) => log.close()));
    },
    /** Ends everything this instant; Postgres still gets its fast shutdown from its keeper. */
    kill() {
      stopped = true;
      for (const [name, { supervised }] of programs) if (name !== "postgres") supervised.kill();
    },
  };
}

/**
 * How a program is started: from its bundle, or in development from its source with reload.
 * @param {string} bundle name in `dist`
 * @param {string | undefined} source entry for reload
 */
export const programArgs = (bundle, source) =>
  source
    ? [
        join(ROOT, "node_modules", "tsx", "dist", "cli.mjs"),
        "watch",
        "--clear-screen=false",
        join(ROOT, source),
      ]
    : [...(FLAGS[bundle] ?? TRACED), join(ROOT, "dist", `${bundle}.mjs`)];
