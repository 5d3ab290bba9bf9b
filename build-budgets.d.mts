type Route = {
  id: string
  parentId?: string
  path?: string
  index?: boolean
  module: string
  imports?: string[]
  css?: string[]
}

/** Which files each page of a build needs. */
export type Manifest = {
  url: string
  entry: { module: string; imports: string[] }
  routes: Record<string, Route>
  fonts: string[]
}

export function readManifest(folder: string): Omit<Manifest, "fonts">
export function weigher(folder: string): (path: string) => number
export function excesses(
  manifest: Manifest,
  weigh: (path: string) => number,
  shipsNone: (id: string) => boolean,
): string[]
export function keepBudgets(root: string): void
