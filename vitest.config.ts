import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Minutes of waiting on real clocks: they run beside their twins, in npm run test:control-plane. */
export const sideBySide = "server/engine/{aborts,autoscaling,crashes,failures,nodes,outages}.sandbox.test.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    include: ["**/*.test.ts", "**/*.test.tsx"],
    exclude: [
      "**/node_modules/**",
      "**/dist/**",
      "**/.next/**",
      "e2e/**",
      "**/*.control-plane.test.ts",
      sideBySide,
    ],
    globalSetup: ["./server/testing/postgres-setup.ts"],
    setupFiles: ["./server/testing/console-error.ts"],
    environment: "node",
    pool: "forks",
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
    unstubEnvs: true,
    coverage: { provider: "v8", include: ["contracts/**", "server/**", "sandbox/**", "components/**"] },
  },
});
