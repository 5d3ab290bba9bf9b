import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { ownerChoices } from "~/companies/form-choices.server"
import { ContactForm } from "~/contacts/components/contact-form"
import { createContact } from "~/contacts/create-contact.server"
import { CreateContactInput } from "~/contacts/inputs.server"
import { offersFor } from "~/contacts/offers.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "New contact · Signoff" }]

const picks = { companyId: "company" } as const

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  if (!may(ctx, "contacts.create")) throw redirect(href("/contacts"))
  const companyId = new URL(args.request.url).searchParams.get("companyId")
  const [owners, offers] = await Promise.all([ownerChoices(ctx), offersFor(ctx, picks, { companyId })])
  return {
    ...{ owners, offers },
    defaults: { ownerId: ctx.personId as string, companyId },
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CreateContactInput)
  const again = async () => ({ offers: await offersFor(ctx, picks, form.reply.initialValue) })
  if (!form.ok) return invalid(form.reply, await again())
  const create = async () => {
    const { contactId } = await createContact(ctx, form.value, { submission: form.submissionId })
    return done(href("/contacts/:contactId", { contactId }), { tone: "ok", text: "Contact created" })
  }
  return attempt(form.reply, create, again)
}

export default function NewContact() {
  const choices = useLoaderData<typeof loader>()
  const again = useActionData<typeof action>()
  return (
    <>
      <TitleBar title="New contact" back={{ href: href("/contacts"), label: "Contacts" }} />
      <PageBody width="form">
        <ContactForm
          {...choices}
          {...again}
          reply={again?.reply}
          submitLabel="Create contact"
          cancelHref={href("/contacts")}
        />
      </PageBody>
    </>
  )
}
