/** What lives once per process, also when development evaluates the modules again. */
const shelf = globalThis as typeof globalThis & { __signoff?: Map<string, unknown> }

function held(): Map<string, unknown> {
  shelf.__signoff ??= new Map()
  return shelf.__signoff
}

/** The process's one value of that name, made at the first call. A promise that rejected stays rejected. */
export function once<T>(name: string, make: () => T): T {
  const values = held()
  if (!values.has(name)) values.set(name, make())
  return values.get(name) as T
}

/** Installs the newest value of that name (registry, reactions) over an older one. */
export function replace<T>(name: string, value: T): T {
  held().set(name, value)
  return value
}

/** The value last installed under that name; throws when nothing was. */
export function current<T>(name: string): T {
  const values = held()
  if (!values.has(name)) throw new Error(`nothing is installed as "${name}"`)
  return values.get(name) as T
}
