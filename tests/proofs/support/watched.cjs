// Stands beside the program in its process (node --require): answers on WATCH_PORT with what the process holds, after a full
// collection of garbage, and writes a snapshot of its heap where /snapshot says.
const { isMainThread } = require("node:worker_threads")
const port = Number(process.env.WATCH_PORT)

if (isMainThread && port && process.argv[1]?.endsWith("server.js")) {
  const v8 = require("node:v8")
  v8.setFlagsFromString("--expose-gc")
  const collect = require("node:vm").runInNewContext("gc")
  const counted = (names) => {
    const counts = {}
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1
    return counts
  }
  require("node:http")
    .createServer((request, response) => {
      const to = new URL(request.url, "http://here.invalid").searchParams.get("snapshot")
      collect()
      collect()
      if (to) v8.writeHeapSnapshot(to)
      const { code_and_metadata_size: machine, bytecode_and_metadata_size: bytecode } = v8.getHeapCodeStatistics()
      const held = { ...process.memoryUsage(), compiled: machine + bytecode }
      response.setHeader("Connection", "close")
      response.end(JSON.stringify({ ...held, resources: counted(process.getActiveResourcesInfo()) }))
    })
    .listen(port, "127.0.0.1")
    .unref()
}
