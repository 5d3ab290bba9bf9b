import { Writable } from "node:stream"
import { expect, it } from "vitest"
import { makeLog } from "~/platform/log.server"
import { errorsIn } from "../support/logged-errors"

it("finds the errors among what the program's own log writes", () => {
  const written: string[] = []
  const to = new Writable({
    write(chunk, _, done) {
      written.push(String(chunk))
      done()
    },
  })
  const log = makeLog("info", to)
  log.info('said "level":"error"')
  log.warn("nearly")
  log.error(new Error("broken"), "failed")
  log.fatal("ended")
  const found = errorsIn(`Signoff serves http://localhost\n${written.join("")}`)
  expect(found.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual(["failed", "ended"])
})
