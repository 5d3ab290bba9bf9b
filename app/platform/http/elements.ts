import { type ElementType, Fragment, type Key, type ReactElement } from "react"

/*
 * How the server's markup is made into elements: in place of react/jsx-runtime (React 18.3), which copies the properties of each
 * element. Written markup gives each element properties of its own, which nobody else holds; so React 19 keeps them as they are.
 */

type Given = Record<string, unknown>
type Defaults = { defaultProps?: Given }

const ELEMENT = Symbol.for("react.element")

/** An element as react/jsx-runtime makes it, of properties that are its own from now on. */
export function jsx(type: ElementType, given: Given, key?: Key): ReactElement {
  const own = key === undefined ? null : `${key}`
  const defaults = typeof type === "string" ? undefined : (type as Defaults).defaultProps
  if (defaults || "key" in given || "ref" in given) return rarer(type, given, own, defaults)
  return made(type, own, null, given)
}

/** With what is no property taken out, and what is not given put in. */
function rarer(type: ElementType, given: Given, own: string | null, defaults: Given = {}): ReactElement {
  const { key, ref, ...props } = given
  for (const name of Object.keys(defaults)) if (props[name] === undefined) props[name] = defaults[name]
  return made(type, key === undefined ? own : `${key}`, ref === undefined ? null : ref, props)
}

const made = (type: ElementType, key: string | null, ref: unknown, props: Given) =>
  ({ $$typeof: ELEMENT, type, key, ref, props, _owner: null }) as unknown as ReactElement

export const jsxs = jsx
export { Fragment }
