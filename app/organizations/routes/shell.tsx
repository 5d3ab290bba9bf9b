import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { Outlet, type ShouldRevalidateFunctionArgs, useLocation, useRouteError } from "@remix-run/react"
import type { ReactNode } from "react"
import { roleNames } from "~/organizations/role"
import type { StaffContext } from "~/platform/data/contexts.server"
import { env } from "~/platform/env.server"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { useRootData } from "~/platform/http/root-data"
import { href } from "~/platform/language/paths"
import { membershipsOf } from "~/platform/security/resolve.server"
import { readSessionSecret } from "~/platform/security/sessions.server"
import { getShell } from "~/today/shell-queries.server"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { ErrorPage } from "~/ui/error-page"
import { errorTitle, errorWords } from "~/ui/error-words"
import { Notices, useKeptNotices } from "~/ui/notices"
import { AppShell, Banner, SandboxBanner } from "~/ui/shell"
import { useLiveFeed } from "../components/live-feed"
import { countsOf, personPlaces, places } from "../components/places"
import { SettingsFrame } from "../components/settings-frame"
import { linksFor } from "../components/settings-places"
import { useShell } from "../components/shell-data"
import { logoHref } from "../look"

export const meta: MetaFunction = ({ error }) => (error ? [{ title: errorTitle(error) }] : [])

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const shell = await answer(() => getShell(ctx, {}))
  return {
    organization: { name: shell.organization, logoUrl: logoHref(shell.logoFile) },
    person: { name: ctx.name, email: ctx.email, role: ctx.roleName ?? roleNames[ctx.role] },
    settings: personPlaces,
    elsewhere: await elsewhereOf(args, ctx),
    settingsLinks: new URL(args.request.url).pathname.startsWith("/settings/") ? linksFor(ctx) : [],
    counts: countsOf(shell),
    unread: shell.unread,
    sandbox: env.sandboxOn,
    isSupport: ctx.isSupport,
  }
}

/** The other organizations of who belongs to several. */
async function elsewhereOf({ request }: LoaderFunctionArgs, { organizations, organizationId }: StaffContext) {
  const secret = organizations > 1 ? await readSessionSecret(request) : null
  if (!secret) return undefined
  const others = (await membershipsOf(secret)).filter((each) => each.organizationId !== organizationId)
  return others.map(({ organizationId: id, name }) => ({
    name,
    action: href("/organizations/:organizationId/switch", { organizationId: id }),
  }))
}

/** What waits changes with acts and with the feed, not with moving about between filters of one page. */
export function shouldRevalidate({
  formMethod,
  currentUrl,
  nextUrl,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  if (formMethod && formMethod !== "GET") return true
  return currentUrl.pathname !== nextUrl.pathname || currentUrl.href === nextUrl.href || defaultShouldRevalidate
}

export default function Shell() {
  useLiveFeed()
  return (
    <Frame>
      <Outlet />
    </Frame>
  )
}

function Frame({ children }: { children: ReactNode }) {
  const shell = useShell()
  const root = useRootData()
  const notices = useKeptNotices(root?.notice ? [root.notice] : [])
  const { pathname } = useLocation()
  if (!shell) return children
  const { sandbox, isSupport, settingsLinks, ...facts } = shell
  return (
    <AppShell
      {...facts}
      nav={places}
      current={pathname}
      theme={root?.theme}
      notices={<Notices items={notices} />}
      banner={
        <>
          {isSupport && <SupportBanner organization={facts.organization.name} />}
          {sandbox && <SandboxBanner mailboxHref={href("/sandbox/mailbox")} />}
        </>
      }
    >
      {pathname.startsWith("/settings/") ? (
        <SettingsFrame links={settingsLinks} current={pathname}>
          {children}
        </SettingsFrame>
      ) : (
        children
      )}
    </AppShell>
  )
}

/** Says to a super-admin on every page whose house it is, and that it is known what they open. */
function SupportBanner({ organization }: { organization: string }) {
  return (
    <Banner
      label="Support access"
      tone="danger"
      action={<ActionForm action={href("/support/end")} label="Leave" reload />}
    >
      You are in {organization} as support: you read only, and what you open is recorded.
    </Banner>
  )
}

/** What a page could not answer, said inside the shell so that one is not lost. */
export function ErrorBoundary() {
  const { status, title, text } = errorWords(useRouteError())
  const isInside = useShell() !== undefined
  return (
    <Frame>
      <ErrorPage
        standalone={!isInside}
        status={status}
        title={title}
        text={text}
        requestId={useRootData()?.requestId}
        actions={<ButtonLink href={href("/")}>Go to the start</ButtonLink>}
      />
    </Frame>
  )
}
