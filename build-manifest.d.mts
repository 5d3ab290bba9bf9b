import type { Manifest } from "./build-budgets.mjs"

type Route = Manifest["routes"][string] & { imports: string[]; css: string[] } & Partial<
    Record<"hasAction" | "hasLoader" | "hasClientAction" | "hasClientLoader" | "hasErrorBoundary", boolean>
  >

/** What a build tells browsers of its pages. */
type BrowserManifest = {
  url: string
  version: string
  entry: { module: string; imports: string[]; css: string[] }
  routes: Record<string, Route>
}

export function folded(manifest: BrowserManifest): string
export function unfolded(script: string): BrowserManifest
export function manifestFile(folder: string): string
export function foldManifest(folder: string): void
