/** Body of `/version` for a version such as `v1.34.4`. */
export function versionDocument(gitVersion: string): Record<string, string> {
  const [major = "1", minor = "34"] = gitVersion.replace(/^v/, "").split(".");
  return {
    major,
    minor,
    gitVersion,
    gitCommit: "0000000000000000000000000000000000000000",
    gitTreeState: "clean",
    buildDate: "2026-01-01T00:00:00Z",
    goVersion: "go1.24.0",
    compiler: "gc",
    platform: "linux/amd64",
  };
}
