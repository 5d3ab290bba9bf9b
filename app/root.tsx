import "./app.css"
import { data, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node"
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteError } from "@remix-run/react"
import { type ReactNode, useEffect } from "react"
import { cookieOf, takeNotice } from "~/platform/http/flash.server"
import { useNonce } from "~/platform/http/nonce"
import { type RootData, useRootData } from "~/platform/http/root-data"
import { ErrorPage } from "~/ui/error-page"
import { errorTitle, errorWords } from "~/ui/error-words"
import { headLinks } from "~/ui/head-links"

export const meta: MetaFunction = ({ error }) => [{ title: error ? errorTitle(error) : "Signoff" }]

export const links: LinksFunction = () => headLinks

/** What every page needs: the chosen theme, the notice that waits, and the request's id for error pages. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const chosen = cookieOf(request, "theme")
  const { notice, header } = takeNotice(request)
  const theme = chosen === "light" || chosen === "dark" ? chosen : "system"
  const loaded: RootData = { theme, notice, requestId: context.requestId }
  return data(loaded, header ? { headers: { "Set-Cookie": header } } : {})
}

/** Pages for clients and for signing in (`handle = { hydrate: false }`) ship no script. */
function useHydrates(): boolean {
  return !useMatches().some(({ handle }) => (handle as { hydrate?: boolean } | undefined)?.hydrate === false)
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce()
  const hydrates = useHydrates()
  const theme = useRootData()?.theme
  useEffect(() => {
    document.documentElement.dataset.hydrated = ""
  }, [])
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {hydrates && <ScrollRestoration nonce={nonce} />}
        {hydrates && <Scripts nonce={nonce} />}
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  const requestId = useRootData()?.requestId
  const { status, title, text } = errorWords(useRouteError())
  return (
    <ErrorPage
      standalone
      status={status}
      title={title}
      text={text}
      requestId={requestId}
      actions={<a href="/">Go to the start</a>}
    />
  )
}
