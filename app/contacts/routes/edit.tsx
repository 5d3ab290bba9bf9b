import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { ownerChoices } from "~/companies/form-choices.server"
import { ContactForm } from "~/contacts/components/contact-form"
import { getContact } from "~/contacts/contact-queries.server"
import { editContact } from "~/contacts/edit-contact.server"
import { EditContactInput } from "~/contacts/inputs.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Edit contact · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const contact = await answer(() => getContact(ctx, { contactId: asId(args.params.contactId, "contact") }))
  return { contact, owners: await ownerChoices(ctx), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const contactId = await answer(() => asId<"contacts">(args.params.contactId, "contact"))
  const form = await parseForm(args.request, EditContactInput.omit({ contactId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editContact(ctx, { contactId, ...form.value }, { submission: form.submissionId })
    return done(href("/contacts/:contactId", { contactId }), { tone: "ok", text: "Contact saved" })
  })
}

export default function EditContact() {
  const { contact, owners, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/contacts/:contactId", { contactId: contact.id })
  const { name, jobTitle, language, ownerId, emails, phones, version } = contact
  return (
    <>
      <TitleBar title={`Edit ${name}`} back={{ href: back, label: name }} />
      <PageBody width="form">
        <ContactForm
          {...{ owners, submission, reply, version }}
          defaults={{ name, jobTitle, language, ownerId, emails, phones }}
          submitLabel="Save contact"
          cancelHref={back}
        />
      </PageBody>
    </>
  )
}
