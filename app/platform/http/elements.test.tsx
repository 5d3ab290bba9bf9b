import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { createRef, type ElementType, Fragment, type Key, memo, Suspense, version } from "react"
import type * as Runtime from "react/jsx-runtime"
import { expect, test } from "vitest"
import * as ours from "./elements"

const require = createRequire(import.meta.url)
/** The one that production has; development's warns of what is asked for here. */
const reacts = require(
  join(dirname(require.resolve("react/package.json")), "cjs/react-jsx-runtime.production.min.js"),
) as typeof Runtime

const Named = ({ name = "nobody" }: { name?: string }) => <b>{name}</b>
Named.defaultProps = { name: "somebody", tone: "calm" }

const ref = createRef<HTMLElement>()

const asked: [type: ElementType, props: Record<string, unknown>, key?: Key][] = [
  ["p", {}],
  ["p", { className: "note", hidden: undefined, children: "Text" }, "first"],
  ["ul", { children: [<li key="a">One</li>, <li key="b">Two</li>] }, 7],
  ["li", { key: "spread", children: "One" }],
  ["li", { key: undefined, ref: undefined, title: "Two" }, "written"],
  ["li", { key: null, ref: null }, ""],
  ["input", { ref, defaultValue: "kept" }],
  [Named, {}],
  [Named, { name: undefined, tone: "loud" }, "named"],
  [Named, { name: "" }],
  [memo(Named), { name: "remembered" }],
  [Fragment, { children: "inside" }, "fragment"],
  [Suspense, { fallback: null, children: "here" }],
]

test("an element is the one that React 18.3 makes", () => {
  expect(version).toBe("18.3.1")
  for (const [type, props, key] of asked) {
    const own = reacts.jsx(type, { ...props }, key) as unknown as Record<string, unknown>
    const made = ours.jsx(type, { ...props }, key) as unknown as Record<string, unknown>
    const told = ["$$typeof", "type", "key", "ref", "props"]
    for (const name of told) expect(made[name], `${name} of ${String(type)}`).toStrictEqual(own[name])
  }
  expect(ours.jsxs).toBe(ours.jsx)
  expect(ours.Fragment).toBe(reacts.Fragment)
})

test("what was given is left as it was", () => {
  const props = { key: "a", title: "Text" }
  ours.jsx("p", props)
  expect(props).toEqual({ key: "a", title: "Text" })
})
