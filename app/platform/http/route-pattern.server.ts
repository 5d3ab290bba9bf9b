/** A route as Remix's build lists it. */
export type ListedRoute = {
  id?: string
  path?: string
  index?: boolean
  parentId?: string
  module?: { action?: unknown }
}

type Node = { named: Map<string, Node>; any?: Node; rest?: string; pattern?: string }

const fresh = (): Node => ({ named: new Map() })

function child(node: Node, part: string): Node {
  if (part.startsWith(":")) {
    node.any ??= fresh()
    return node.any
  }
  const key = part.toLowerCase()
  const known = node.named.get(key) ?? fresh()
  node.named.set(key, known)
  return known
}

function add(root: Node, pattern: string): void {
  let node = root
  for (const part of pattern.split("/").filter(Boolean)) {
    if (part === "*") {
      node.rest ??= pattern
      return
    }
    node = child(node, part)
  }
  node.pattern ??= pattern
}

function find(node: Node, parts: string[], at = 0): string | undefined {
  if (at === parts.length) return node.pattern ?? node.rest
  const named = node.named.get(parts[at]!.toLowerCase())
  return (named && find(named, parts, at + 1)) ?? (node.any && find(node.any, parts, at + 1)) ?? node.rest
}

function fullPath(routes: Record<string, ListedRoute>, route: ListedRoute): string {
  const parent = route.parentId ? routes[route.parentId] : undefined
  return `${parent ? fullPath(routes, parent) : ""}/${route.path ?? ""}`.replace(/\/+/g, "/").replace(/(?<=.)\/$/, "")
}

/** Makes the function that gives a path's pattern (`/leads/0198… → /leads/:leadId`), so that measures have few names; "other" for what fits none. */
export function routePatterns(routes: Record<string, ListedRoute>, others: string[] = []): (path: string) => string {
  const root = fresh()
  for (const pattern of others) add(root, pattern)
  for (const route of Object.values(routes)) if (route.path !== undefined) add(root, fullPath(routes, route))
  root.pattern ??= "/"
  return (path) => {
    const page = path === "/_root.data" ? "/" : path.replace(/\.data$/, "")
    return find(root, page.split("/").filter(Boolean)) ?? "other"
  }
}

/** The methods that each page's pattern takes: a page without an action is only read. */
export function pageMethods(routes: Record<string, ListedRoute>): Record<string, readonly string[]> {
  const isPage = ({ id, path, index }: ListedRoute) => id !== "root" && (path !== undefined || index)
  return Object.fromEntries(
    Object.values(routes)
      .filter(isPage)
      .map((route) => [fullPath(routes, route), route.module?.action ? ["GET", "HEAD", "POST"] : ["GET", "HEAD"]]),
  )
}
