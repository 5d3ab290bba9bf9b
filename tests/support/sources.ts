import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"

const ROOT = join(import.meta.dirname, "../..")

/** One import of another file of ours; `isType` when nothing of it is there at run time. */
export type Import = { from: string; to: string; isType: boolean; names: string }

/** Every source file of the program that is no test, with its text. */
export function sources(): Map<string, string> {
  const files = new Map<string, string>()
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else if (/\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
        files.set(path, readFileSync(join(ROOT, path), "utf8"))
    }
  }
  for (const folder of ["app", "db"]) walk(folder)
  return files
}

const statement =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?([^;"'`]*?)\s*from\s+"([^"]+)"|(?:^|\n)import\s+"([^"]+)"|\bimport\("([^"]+)"\)/g

/** What the files import of each other; packages are left out. */
export function importsOf(files: Map<string, string>): Import[] {
  return [...files].flatMap(([from, text]) =>
    [...text.matchAll(statement)].flatMap((match) => {
      const to = resolve(from, match[4] ?? match[5] ?? match[6] ?? "", files)
      const names = match[3] ?? ""
      const onlyTypes =
        /^\{[^}]*\}$/.test(names) &&
        names
          .slice(1, -1)
          .split(",")
          .every((name) => !name.trim() || /^\s*type\s/.test(name))
      return to ? [{ from, to, isType: Boolean(match[2]) || onlyTypes, names }] : []
    }),
  )
}

function resolve(from: string, path: string, files: Map<string, string>): string | null {
  const base = path.startsWith("~/")
    ? `app/${path.slice(2)}`
    : path.startsWith("#db/")
      ? `db/${path.slice(4)}`
      : path.startsWith(".")
        ? normalize(join(dirname(from), path))
        : null
  if (base === null) return null
  return [base, `${base}.ts`, `${base}.tsx`].find((each) => files.has(each)) ?? null
}

/** The texts of all tests but the contracts, which walk over tables instead of speaking of their lines. */
export function testSources(): string[] {
  const within = (folder: string) => readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
  return ["app", "db", "tests/e2e"]
    .flatMap((folder) => within(folder).map((path) => `${folder}/${path}`))
    .filter((path) => /\.(test|spec)\.tsx?$|^tests\/e2e\/.*\.ts$/.test(path))
    .map((path) => readFileSync(join(ROOT, path), "utf8"))
}
