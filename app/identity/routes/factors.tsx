import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { passkeyOrigin, passkeysWorkAt } from "~/adapters/webauthn.server"
import { ownFactors } from "~/identity/factor-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { owesFactor } from "~/platform/data/contexts.server"
import { staffOwingFactor } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { useRootData } from "~/platform/http/root-data"
import { formatInstant } from "~/platform/language/dates"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink, SubmitButton } from "~/ui/button"
import { Notice, Notices } from "~/ui/notices"
import { Section, Stack } from "~/ui/page"
import { AuthPage } from "~/ui/public-page"
import { PasskeysElsewhere } from "../components/passkey-form"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "How you sign in · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staffOwingFactor(args)
  const { authenticator, passkeys, codesLeft, isBound, own } = await answer(() => ownFactors(ctx, {}))
  const { timeZone, locale } = await answer(() => getOrganization(ctx, {}))
  const when = (at: Date | null) => at && formatInstant(at, timeZone, locale)
  return {
    ...{ owes: owesFactor(ctx), mustShow: ctx.mustShowFactor, codesLeft, email: ctx.email },
    isBound,
    hasOwn: isBound && (own.authenticator !== null || own.passkeys.length > 0),
    app: authenticator && { since: when(authenticator.createdAt) },
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      ...{ id: id as string, name, made: when(createdAt), used: when(lastUsedAt) },
    })),
    ...{ worksHere: passkeysWorkAt(args.context.origin), passkeyOrigin: passkeyOrigin() },
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

export default function Factors() {
  const page = useLoaderData<typeof loader>()
  const notice = useRootData()?.notice
  const hasFactor = page.app !== null || page.passkeys.length > 0
  const canShow = hasFactor || page.hasOwn
  return (
    <AuthPage
      wide
      title="How you sign in"
      subtitle={`Signed in as ${page.email}`}
      notices={<Notices items={notice ? [notice] : []} />}
      footer={page.owes ? <SignOut /> : <a href={href("/settings")}>Back to the settings</a>}
    >
      <Stack gap="lg">
        {page.owes && <Owed canShow={canShow} />}
        <App app={page.app} />
        {page.isBound ? <BoundHere hasOwn={page.hasOwn} /> : <Passkeys {...page} />}
        {hasFactor && <RecoveryCodes left={page.codesLeft} />}
      </Stack>
    </AuthPage>
  )
}

function Owed({ canShow }: { canShow: boolean }) {
  const here = href("/settings/security/factors")
  return canShow ? (
    <Notice tone="warn" title="Show your second factor">
      Your role must show one, and this browser was let in without.{" "}
      <a href={withQuery(href("/step-up"), { returnTo: here, by: "factor" })}>Show it now</a>
    </Notice>
  ) : (
    <Notice tone="warn" title="Set up a second factor first">
      Your organization asks it of your role: a stolen password alone shall let nobody in. An app on your phone or a
      passkey of your device will do; everything else waits until then.
    </Notice>
  )
}

function SignOut() {
  return (
    <form method="post" action={href("/logout")}>
      <button type="submit" className="underline">
        Sign out
      </button>
    </form>
  )
}

function App({ app }: Pick<Page, "app">) {
  return (
    <Section title="Authenticator app">
      {app ? (
        <>
          <p>Set up on {app.since}. Signing in asks for the code that it shows.</p>
          <p className="mt-3">
            <ButtonLink href={href("/settings/security/factors/authenticators/delete")} reload>
              Remove the app
            </ButtonLink>
          </p>
        </>
      ) : (
        <form method="post" action={href("/settings/security/factors/authenticators")}>
          <p className="hint mb-3">An app on your phone shows six figures, new ones every half minute.</p>
          <SubmitButton tone="plain">Set up an app</SubmitButton>
        </form>
      )}
    </Section>
  )
}

/** What is set up where an organization's provider let somebody in is good for coming in so, and there. */
const BoundHere = ({ hasOwn }: { hasOwn: boolean }) => (
  <p className="hint">
    You came in by your organization's identity provider: what you set up here is good for coming in so, to this
    organization alone. Passkeys sign in by themselves, so they are set up where you sign in with a password of your
    own.
    {hasOwn && " The app and the passkeys of your own count here as well."}
  </p>
)

function Passkeys({ passkeys, worksHere, passkeyOrigin: origin }: Page) {
  return (
    <Section title="Passkeys" count={passkeys.length || undefined}>
      {passkeys.length === 0 && (
        <p className="hint mb-3">
          Your device or a security key proves that it is you, by a fingerprint, your face or its PIN. Nothing to type,
          and nothing that a false page could take.
        </p>
      )}
      <ul className="mb-3 grid gap-3">
        {passkeys.map(({ id, name, made, used }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <strong>{name}</strong>
              <span className="hint block">
                Added {made}; {used ? `last used ${used}` : "not used yet"}
              </span>
            </span>
            <span className="flex flex-wrap gap-2">
              <ButtonLink
                href={href("/settings/security/factors/passkeys/:passkeyId/edit", { passkeyId: id })}
                label={`Rename ${name}`}
                reload
              >
                Rename
              </ButtonLink>
              <ButtonLink
                href={href("/settings/security/factors/passkeys/:passkeyId/delete", { passkeyId: id })}
                label={`Remove ${name}`}
                reload
              >
                Remove
              </ButtonLink>
            </span>
          </li>
        ))}
      </ul>
      {worksHere ? (
        <ButtonLink href={href("/settings/security/factors/passkeys/new")} reload>
          Add a passkey
        </ButtonLink>
      ) : (
        <PasskeysElsewhere origin={origin} />
      )}
    </Section>
  )
}

function RecoveryCodes({ left }: { left: number }) {
  return (
    <Section title="Recovery codes">
      <p>
        {left === 0 ? "None is left." : left === 1 ? "One is left." : `${left} are left.`} Each lets you in once when
        nothing else is at hand.
      </p>
      <p className="mt-3">
        <ButtonLink href={href("/settings/security/factors/recovery-codes/renew")} reload>
          Make new codes
        </ButtonLink>
      </p>
    </Section>
  )
}
