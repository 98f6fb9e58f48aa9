import { defineConfig } from "vitest/config";

const ci = Boolean(process.env["CI"]);

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/global-setup.ts"],
    setupFiles: ["test/support/no-console.ts"],
    // Native addons are not safe in worker threads that share one process.
    pool: "forks",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
    slowTestThreshold: 10_000,
    reporters: ci ? ["default", ["json", { outputFile: "coverage/results.json" }]] : ["default"],
    coverage: {
      // One run under CI gives both the verdict and the coverage; `npm run test:coverage` does the same anywhere.
      enabled: ci,
      provider: "v8",
      reporter: ["text-summary", "json-summary"],
      include: ["src/{python,analysis,engine,rules,wording,review,github,intake,queue}/**/*.ts"],
      thresholds: {
        statements: 90,
        branches: 80,
        functions: 90,
        lines: 90,
        "src/{wording,review,github,intake,queue}/**/*.ts": { statements: 95, branches: 85, functions: 95, lines: 95 },
      },
    },
  },
});
