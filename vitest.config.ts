import { availableParallelism } from "node:os"
import { defineConfig } from "vitest/config"
import { alias } from "./vite.config"

export default defineConfig({
  resolve: { alias },
  test: {
    include: ["app/**/*.test.{ts,tsx}", "db/**/*.test.ts", "tests/contracts/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/support/global-setup.ts"],
    setupFiles: ["tests/support/setup.ts"],
    testTimeout: 20_000,
    hookTimeout: 120_000,
    // A machine that is busy with something else gets a second try, which the test command tells of.
    retry: 1,
    chaiConfig: { truncateThreshold: 3_000 },
    pool: "forks",
    isolate: false,
    // What a file makes is mostly gone when it ends: with more room for what is new, less of the time goes to collecting it.
    execArgv: ["--min-semi-space-size=16", "--max-semi-space-size=64"],
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
