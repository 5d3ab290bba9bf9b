import { parse } from "parse5"
import { createElement, type ReactNode } from "react"

/** A page as plain data: texts, and elements with their attributes and children. */
export type Tree = string | { tag: string; attributes: Record<string, string>; children: Tree[] }

type Parsed = {
  nodeName: string
  tagName?: string
  value?: string
  attrs?: { name: string; value: string }[]
  childNodes?: Parsed[]
}

/** What a page only has for its script. */
const ofScript = (node: Parsed) => node.nodeName === "script" || node.nodeName === "#comment" || isPreload(node)
const isPreload = ({ attrs = [] }: Parsed) =>
  attrs.some(({ name, value }) => name === "rel" && value === "modulepreload")

/** Reads a served page: every element and text of it but the script and what belongs to it. */
export function treeOf(html: string): Tree {
  const document = parse(html) as unknown as Parsed
  return treeOfNode(document.childNodes!.find(({ tagName }) => tagName === "html")!)
}

function treeOfNode(node: Parsed): Tree {
  if (node.nodeName === "#text") return node.value!
  return {
    tag: node.tagName!,
    attributes: Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value])),
    children: (node.childNodes ?? []).filter((child) => !ofScript(child)).map(treeOfNode),
  }
}

/** The page as React elements, made anew as a component would make them. */
export function elementsOf(tree: Tree): ReactNode {
  if (typeof tree === "string") return tree
  const { tag, attributes, children } = tree
  return createElement(tag, { ...attributes }, ...children.map(elementsOf))
}
