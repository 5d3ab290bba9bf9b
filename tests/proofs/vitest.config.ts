import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { alias } from "../../vite.config"

const isLong = process.env.PROOFS === "long"

/** Proofs that take more than about twenty seconds in their short size too, or show little in it: the long command alone runs them. */
const heavy = [
  ...["dead-workers", "endurance", "faults-outside", "forged-posts", "one-transaction", "outbox", "same-answer"],
  ...["scripts", "together"],
]
const leftOut = process.env.PROOFS === "short" ? heavy.map((name) => `tests/proofs/${name}.test.ts`) : []

/** Proofs load the machine on purpose: at full size one runs at a time, in the short size two. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias },
  test: {
    include: ["tests/proofs/*.test.ts"],
    exclude: leftOut,
    globalSetup: ["tests/support/global-setup.ts"],
    setupFiles: ["tests/support/setup.ts", "tests/proofs/support/setup.ts"],
    testTimeout: isLong ? 3_600_000 : 120_000,
    hookTimeout: 120_000,
    // In the short size a machine that is busy with something else gets a second try; at full size nothing does.
    retry: isLong ? 0 : 1,
    pool: "forks",
    chaiConfig: { truncateThreshold: 3_000 },
    // Parts of a proof run at the same time in one folder, and would write over each other's notes.
    cache: process.env.PART ? false : undefined,
    maxWorkers: isLong ? 1 : 2,
  },
})
