import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getOrganization } from "~/organizations/organization-queries.server"
import { assertFresh } from "~/platform/data/step-up.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid, together } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { CopyField } from "~/ui/copy-field"
import { PageBody, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { wayBack, wayIn } from "../addresses"
import { ProvidedPeople } from "../components/provided-people"
import { ProviderForm } from "../components/provider-form"
import { editIdentityProvider } from "../edit-identity-provider.server"
import { EditIdentityProviderForm } from "../inputs.server"
import { getIdentityProvider, listProvidedPeople, listProviderChoices } from "../provider-queries.server"

export const meta: MetaFunction = () => [{ title: "Identity provider · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    const providerId = asId<"identity_providers">(args.params.providerId, "identity provider")
    const [provider, choices, people, { timeZone, locale }] = await together([
      getIdentityProvider(ctx, { providerId }),
      listProviderChoices(ctx, {}),
      listProvidedPeople(ctx, { providerId }),
      getOrganization(ctx, {}),
    ])
    assertFresh(ctx, "identity-providers.edit")
    const { name, key, issuer, clientId, groupsClaim, isEnabled, countsFactor, teamId, version, hasSecret } = provider
    const groups = provider.groups.map(({ group, role, roleId }) => ({ group, role: roleId ?? role }))
    const role = provider.roleId ?? provider.role
    return {
      ...{ providerId, version, hasSecret, choices },
      defaults: { name, key, issuer, clientId, groupsClaim, isEnabled, countsFactor, teamId, role, groups },
      addresses: { back: wayBack(args.context.origin, key), in: wayIn(args.context.origin, key) },
      people: people.map(({ lastUsedAt, ...person }) => ({
        ...person,
        lastUsed: lastUsedAt && formatInstant(lastUsedAt, timeZone, locale),
      })),
      submission: newSubmissionId(),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const providerId = await answer(() => asId<"identity_providers">(args.params.providerId, "identity provider"))
  const form = await parseForm(args.request, EditIdentityProviderForm)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editIdentityProvider(ctx, { providerId, ...form.value }, { submission: form.submissionId })
    const here = href("/settings/security/sign-on/:providerId", { providerId })
    return done(here, { tone: "ok", text: "Identity provider saved" })
  })
}

export default function EditIdentityProvider() {
  const { providerId, defaults, addresses, people, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const list = href("/settings/security/sign-on")
  return (
    <>
      <TitleBar
        title={defaults.name}
        back={{ href: list, label: "Single sign-on" }}
        actions={
          <>
            <ButtonLink href={href("/settings/security/sign-on/:providerId/delete", { providerId })} tone="quiet">
              Delete
            </ButtonLink>
            <ActionForm
              action={href("/settings/security/sign-on/:providerId/check", { providerId })}
              label="Check the connection"
            />
          </>
        }
      />
      <PageBody width="form">
        <Section title="Addresses">
          <CopyField
            label="Redirect address"
            value={addresses.back}
            hint="Register it at the provider, to the letter"
          />
          <CopyField label="Your way in" value={addresses.in} hint="Give it to your people" />
        </Section>
        <ProviderForm key={page.version} {...page} {...{ defaults, reply }} submitLabel="Save" cancelHref={list} />
        <ProvidedPeople {...{ providerId, people }} />
      </PageBody>
    </>
  )
}
