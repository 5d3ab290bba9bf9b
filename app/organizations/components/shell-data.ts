import { useRouteLoaderData } from "@remix-run/react"
import type { loader } from "../routes/shell"

/** What the shell has loaded, for the pages inside it; undefined outside, and when loading it failed. */
export const useShell = () => useRouteLoaderData<typeof loader>("organizations/routes/shell")
