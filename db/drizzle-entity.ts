/** The marks that Drizzle knows its classes by (drizzle-orm 0.45, `entity.js`). */
export const entityKind = Symbol.for("drizzle:entityKind")
export const hasOwnEntityKind = Symbol.for("drizzle:hasOwnEntityKind")

type Class = { readonly [entityKind]?: string }

/** Per kind that was asked for: which classes are of it. There are as many as there are classes in the program. */
const answers = new Map<object, Map<unknown, boolean>>()

/**
 * Drizzle's question whether a value is of one of its kinds, in place of its own: it is asked thousands of times for a page, and what
 * holds for one value holds for all of its class, so each class is looked through once. Throws for what is no class of Drizzle's.
 */
export function is(value: unknown, type: object): boolean {
  if (!value || typeof value !== "object") return false
  const own: unknown = Object.getPrototypeOf(value)?.constructor
  let known = answers.get(type)
  if (!known) {
    if (!Object.hasOwn(type, entityKind)) throw new TypeError("A kind to ask for is a class of Drizzle's.")
    known = new Map()
    answers.set(type, known)
  }
  let answer = known.get(own)
  if (answer === undefined) {
    answer = isOfKind(own, (type as Class)[entityKind])
    known.set(own, answer)
  }
  return answer
}

function isOfKind(own: unknown, kind: string | undefined): boolean {
  for (let each = own; typeof each === "function"; each = Object.getPrototypeOf(each)) {
    if ((each as Class)[entityKind] === kind) return true
  }
  return false
}
