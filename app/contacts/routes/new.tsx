import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { listCompanyChoices } from "~/companies/company-queries.server"
import { ownerChoices } from "~/companies/form-choices.server"
import { ContactForm } from "~/contacts/components/contact-form"
import { createContact } from "~/contacts/create-contact.server"
import { CreateContactInput } from "~/contacts/inputs.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "New contact · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  if (!may(ctx.role, "contacts.create")) throw redirect(href("/contacts"))
  const [owners, companies] = await Promise.all([ownerChoices(ctx), listCompanyChoices(ctx, {})])
  return {
    owners,
    companies: companies.map(({ id, name }) => ({ value: id as string, label: name })),
    defaults: { ownerId: ctx.personId as string, companyId: new URL(args.request.url).searchParams.get("companyId") },
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CreateContactInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { contactId } = await createContact(ctx, form.value, { submission: form.submissionId })
    return done(href("/contacts/:contactId", { contactId }), { tone: "ok", text: "Contact created" })
  })
}

export default function NewContact() {
  const choices = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar title="New contact" back={{ href: href("/contacts"), label: "Contacts" }} />
      <PageBody width="form">
        <ContactForm {...choices} reply={reply} submitLabel="Create contact" cancelHref={href("/contacts")} />
      </PageBody>
    </>
  )
}
