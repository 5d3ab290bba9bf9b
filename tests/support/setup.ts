import { afterEach, beforeEach, type MockInstance, vi } from "vitest"

const said: string[] = []
let spies: MockInstance[] = []

beforeEach(() => {
  said.length = 0
  spies = (["error", "warn"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      said.push(`console.${level}: ${words.map(String).join(" ")}`)
    }),
  )
})

/** A test during which the program complained is a failed test; one that expects a complaint puts its own spy on the console. */
afterEach(() => {
  for (const spy of spies) spy.mockRestore()
  if (said.length > 0) throw new Error(`The console was written to unexpectedly.\n${said.join("\n")}`)
})
