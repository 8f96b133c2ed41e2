import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

const LIMIT_BYTES = 20 * 1024 * 1024;

/**
 * A log file that never grows past twice its limit: the full one is kept once as `<name>.1`.
 * @param {string} path
 */
export function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  let size = existsSync(path) ? statSync(path).size : 0;
  let stream = createWriteStream(path, { flags: "a", mode: 0o600 });
  stream.on("error", () => {});
  return {
    write(line) {
      size += line.length + 1;
      if (size > LIMIT_BYTES) {
        stream.end();
        renameSync(path, `${path}.1`);
        stream = createWriteStream(path, { flags: "a", mode: 0o600 });
        stream.on("error", () => {});
        size = line.length;
      }
      stream.write(`${line}\n`);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
