import { readFileSync, writeFileSync } from "node:fs"
import { isMainThread } from "node:worker_threads"

// Loaded before a program (node --import): its clock runs as many milliseconds off as the file of CLOCK_OFFSET_FILE says,
// read anew several times a second and repeated in a file beside it. Timers run on; only what asks for the date is told another.

const RealDate = Date
const file = process.env.CLOCK_OFFSET_FILE
let offset = 0

function read() {
  const asked = Number(readFileSync(file, "utf8"))
  if (asked === offset) return
  offset = asked
  if (isMainThread) writeFileSync(`${file}.told`, String(offset))
}

read()
setInterval(read, 50).unref()

globalThis.Date = new Proxy(RealDate, {
  construct: (_, given, target) =>
    Reflect.construct(
      RealDate,
      given.length > 0 ? given : [RealDate.now() + offset],
      target === globalThis.Date ? RealDate : target,
    ),
  apply: () => new RealDate(RealDate.now() + offset).toString(),
  get: (_, name) => (name === "now" ? () => RealDate.now() + offset : Reflect.get(RealDate, name)),
})
