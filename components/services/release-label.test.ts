import { expect, test } from "vitest";
import type { ReleaseName } from "@/contracts/service";
import { releaseLabel, shortVersion } from "./release-label";

const release = (version: string) => ({ version }) as ReleaseName;

test.each([
  { says: "a release keeps its version", version: "1.23.0-b313", label: "1.23.0-b313", short: "1.23.0" },
  { says: "the main branch keeps its name", version: "main-b311", label: "main-b311", short: "main" },
  {
    says: "a feature branch is its ticket",
    version: "feature-demo-1104-partial-refund-b439",
    label: "demo-1104-b439",
    short: "demo-1104",
  },
  { says: "a branch without a ticket stays", version: "spike-b7", label: "spike-b7", short: "spike" },
])("$says", ({ version, label, short }) => {
  expect(releaseLabel(release(version))).toBe(label);
  expect(shortVersion(release(version))).toBe(short);
});
