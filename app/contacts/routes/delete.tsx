import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { getContact } from "~/contacts/contact-queries.server"
import { deleteContact } from "~/contacts/delete-contact.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Delete contact · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { id, name } = await answer(() => getContact(ctx, { contactId: asId(args.params.contactId, "contact") }))
  return { id, name }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const contactId = await answer(() => asId<"contacts">(args.params.contactId, "contact"))
  try {
    await deleteContact(ctx, { contactId })
    const undo = { action: href("/contacts/:contactId/restore", { contactId }), fields: {} }
    return done(href("/contacts"), { tone: "ok", text: "Contact deleted", undo })
  } catch (error) {
    return refused(href("/contacts/:contactId", { contactId }), error)
  }
}

export default function DeleteContact() {
  const { id: contactId, name } = useLoaderData<typeof loader>()
  const back = href("/contacts/:contactId", { contactId })
  return (
    <>
      <TitleBar title="Delete contact" back={{ href: back, label: name }} />
      <PageBody width="form">
        <ConfirmPanel title={`Delete ${name}?`} confirm="Delete contact" cancelHref={back}>
          They leave every list and their addresses may be used for somebody else. You can bring them back for 30 days.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
