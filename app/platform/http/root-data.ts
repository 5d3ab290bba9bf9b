import { useRouteLoaderData } from "@remix-run/react"
import type { ShownNotice } from "./flash.server"

/** What the root loads for every page. */
export type RootData = {
  theme: "light" | "dark" | "system"
  /** What the last act said, to be shown once. */
  notice: ShownNotice | null
  requestId: string
}

/** The root's data, for the shell and for pages without one; undefined on an error page of the root itself. */
export const useRootData = () => useRouteLoaderData("root") as RootData | undefined
