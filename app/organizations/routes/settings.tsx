import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { LinkList } from "~/ui/link-list"
import { PageBody, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { inGroups } from "../components/settings-frame"
import { settingsFor } from "../components/settings-places"

export const meta: MetaFunction = () => [{ title: "Settings · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return { links: settingsFor(ctx) }
}

export default function Settings() {
  const { links } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar title="Settings" />
      <PageBody width="document">
        {links.length === 0 && <p className="hint">Nothing here is yours to set.</p>}
        {inGroups(links).map(({ group, links: inGroup }) => (
          <Section key={group} title={group}>
            <LinkList label={group} items={inGroup.map(({ href, title, line }) => ({ href, title, detail: line }))} />
          </Section>
        ))}
      </PageBody>
    </>
  )
}
