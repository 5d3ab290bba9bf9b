import type { Rollup } from "vite"

/** The entries of the browser's build over a module, found by its importers' importers. */
function entriesOver(id: string, graph: Rollup.ManualChunkMeta, seen = new Set<string>()): string[] {
  if (seen.has(id)) return []
  seen.add(id)
  const info = graph.getModuleInfo(id)
  const above = info?.importers.flatMap((importer) => entriesOver(importer, graph, seen)) ?? []
  return info?.isEntry ? [id, ...above] : above
}

const isPage = (entry: string) => /\.tsx\?/.test(entry)
const isFrame = (entry: string) => /\/(?:root|shell|entry\.client)\.tsx/.test(entry)
/** The one style sheet goes with the document alone, else each page would name it. */
const ofRoot = (id: string) => /\/app\/(?:root\.tsx|app\.css)$/.test(id)
const isLibrary = (id: string) => id.includes("/node_modules/") || id.startsWith("\0")

/**
 * The file in which browsers are sent a module that the shell needs, or half of the pages do. In a file each, thirty small ones would
 * be compressed worse and be named on every page. The shell's libraries have a file of their own, which outlasts a release of ours.
 */
export function chunkOf(id: string, graph: Rollup.ManualChunkMeta): string | undefined {
  const entries = entriesOver(id, graph)
  if (entries.includes(id) || ofRoot(id)) return undefined
  if (isLibrary(id)) return entries.some(isFrame) ? "framework" : undefined
  const pages = [...graph.getModuleIds()].filter((each) => isPage(each) && graph.getModuleInfo(each)?.isEntry)
  return entries.some(isFrame) || entries.filter(isPage).length > pages.length / 2 ? "shell" : undefined
}
