const limit = 500

/** The same function, which makes the value for each set of arguments once. For Intl's formats: slow to make, and few. */
export function remember<Args extends string[], T>(make: (...args: Args) => T): (...args: Args) => T {
  const made = new Map<string, T>()
  return (...args) => {
    const key = args.join("\n")
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(...args)
    if (made.size >= limit) made.clear()
    made.set(key, value)
    return value
  }
}
