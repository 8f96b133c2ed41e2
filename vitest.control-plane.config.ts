import { configDefaults, defineConfig, mergeConfig } from "vitest/config";
import usual, { sideBySide } from "./vitest.config";

/** Suites that run on a real control plane, and the sandbox's own: npm run test:control-plane says where it is. */
const { include: _, exclude: __, ...test } = usual.test ?? {};

export default mergeConfig(
  { ...usual, test },
  defineConfig({
    test: {
      include: ["**/*.control-plane.test.ts", "sandbox/contract/*.test.ts", sideBySide],
      exclude: [...configDefaults.exclude, "**/.next/**"],
      // They wait far more than they work.
      maxWorkers: 4,
      testTimeout: 120_000,
      hookTimeout: 180_000,
    },
  }),
);
