import { configDefaults, defineConfig, mergeConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import usual, { sideBySide } from "./vitest.config";

/** Suites that run on a real control plane, and the sandbox's own: npm run test:control-plane says where it is. */
const { include: _, exclude: __, ...test } = usual.test ?? {};

/** The longest first, or the last minutes belong to one of them alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => /\/(outages|nodes)[^/]*$/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default mergeConfig(
  { ...usual, test },
  defineConfig({
    test: {
      include: ["**/*.control-plane.test.ts", "sandbox/contract/*.test.ts", sideBySide],
      exclude: [...configDefaults.exclude, "**/.next/**"],
      // They wait far more than they work.
      maxWorkers: 4,
      sequence: { sequencer: LongestFirst },
      testTimeout: 120_000,
      hookTimeout: 180_000,
    },
  }),
);
