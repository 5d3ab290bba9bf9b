import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { alias } from "../../vite.config"

const isLong = process.env.PROOFS === "long"

/** Proofs load the machine on purpose: at full size one runs at a time, in the short size two. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias },
  test: {
    include: ["tests/proofs/*.test.ts"],
    globalSetup: ["tests/support/global-setup.ts"],
    setupFiles: ["tests/support/setup.ts", "tests/proofs/support/setup.ts"],
    testTimeout: isLong ? 3_600_000 : 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    chaiConfig: { truncateThreshold: 3_000 },
    maxWorkers: isLong ? 1 : 2,
  },
})
