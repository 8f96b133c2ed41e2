/*
 * npm start: sets up whatever is missing, starts everything, keeps it running, stops all of it on Ctrl-C.
 * Plain Node and nothing else until the packages are installed.
 */
import { ignoresHangup, onLauncherGone } from "./ancestors.mjs";
import { exitWith } from "./fault.mjs";
import { foldersOf } from "./folders.mjs";
import { launch } from "./launch.mjs";
import { checkNodeVersion } from "./node-version.mjs";
import { readOptions } from "./options.mjs";
import { createProgress } from "./progress.mjs";
import { stopRunning } from "./run.mjs";
import { takeRun } from "./run-lock.mjs";
import { createStack } from "./stack.mjs";

async function main() {
  checkNodeVersion();
  const options = readOptions(process.argv.slice(2), process.env);
  const folders = foldersOf(options.data);
  const lock = takeRun(folders.run);
  const progress = createProgress();
  let known = {};
  const note = (more) => {
    known = { ...known, ...more };
    lock.note(known);
  };
  const stack = createStack({ logs: folders.logs, say: progress.say, onPids: (pids) => note({ pids }) });

  let stopping = false;
  async function stop(code) {
    if (stopping) return;
    stopping = true;
    stopRunning();
    progress.say("\n  Stopping ...");
    await stack.stop();
    lock.release();
    progress.say("  Stopped. Data is kept; npm start goes on where it was.");
    process.exit(code);
  }

  let asked = 0;
  const onSignal = () => {
    asked += 1;
    if (asked === 1) void stop(0);
    else if (asked === 3) stack.kill();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  if (!ignoresHangup()) process.on("SIGHUP", onSignal);
  // A terminal that is gone must not end the stop half-way.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  onLauncherGone(() => void stop(0));

  try {
    await launch({ options, folders, progress, stack, note, isStopping: () => stopping });
  } catch (error) {
    if (stopping) return;
    stopping = true;
    stopRunning();
    await stack.stop();
    lock.release();
    throw error;
  }
}

main().catch(exitWith);
