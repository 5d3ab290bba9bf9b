import { defineConfig } from "@playwright/test"
import { browserArguments, existingBrowser } from "./tests/support/browser"

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  globalSetup: "./tests/support/journeys.ts",
  timeout: 120_000,
  expect: { timeout: 10_000 },
  workers: 3,
  fullyParallel: true,
  // A machine that is busy with something else gets a second try, which the test command tells of.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    browserName: "chromium",
    headless: true,
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    launchOptions: { executablePath: existingBrowser() ?? undefined, args: browserArguments },
  },
})
