import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { getOrganization } from "~/organizations/organization-queries.server"
import { staff } from "~/platform/http/context.server"
import { answer, together } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { listIdentityProviders } from "../provider-queries.server"

export const meta: MetaFunction = () => [{ title: "Single sign-on · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const [providers, { timeZone, locale }] = await answer(() =>
    together([listIdentityProviders(ctx, {}), getOrganization(ctx, {})]),
  )
  return {
    providers: providers.map(({ lastUsedAt, ...provider }) => ({
      ...provider,
      lastUsed: lastUsedAt && formatInstant(lastUsedAt, timeZone, locale),
    })),
  }
}

const newProvider = (
  <ButtonLink href={href("/settings/security/sign-on/new")} tone="primary" icon="plus">
    New identity provider
  </ButtonLink>
)

export default function IdentityProviders() {
  const { providers } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar
        title="Single sign-on"
        subtitle="Your people sign in where they sign in anyway"
        actions={providers.length > 0 && newProvider}
      />
      <PageBody width="document">
        <DataTable
          label="Identity providers"
          columns={[
            { key: "name", header: "Name", cell: ({ name }) => name, primary: true },
            {
              key: "issuer",
              header: "Issuer",
              cell: ({ issuer }) => <span className="break-all">{issuer}</span>,
              phone: "sub",
            },
            { key: "people", header: "People", cell: ({ people }) => people, align: "end", phone: "hide" },
            { key: "used", header: "Last used", cell: ({ lastUsed }) => lastUsed ?? "Never", phone: "hide" },
            { key: "state", header: "State", cell: ({ isEnabled }) => <State isEnabled={isEnabled} />, phone: "end" },
          ]}
          rows={providers}
          rowKey={({ providerId }) => providerId}
          rowHref={({ providerId }) => href("/settings/security/sign-on/:providerId", { providerId })}
          empty={
            <Empty
              title="No identity provider yet"
              text="Any issuer that speaks OpenID Connect will do: Microsoft Entra, Google, Okta, Keycloak, Authentik and others."
              action={newProvider}
            />
          }
        />
      </PageBody>
    </>
  )
}

const State = ({ isEnabled }: { isEnabled: boolean }) =>
  isEnabled ? (
    <Chip tone="moss" glyph="full">
      On
    </Chip>
  ) : (
    <Chip glyph="ring">Off</Chip>
  )
