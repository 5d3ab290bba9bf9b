import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getCompany } from "~/companies/company-queries.server"
import { LinkContactForm } from "~/contacts/inputs.server"
import { linkContact } from "~/contacts/link-contact.server"
import { offersFor } from "~/contacts/offers.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink, FormActions, SubmitButton } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { FieldRow } from "~/ui/field"
import { DateField, TextField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { PickField } from "~/ui/pick"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Add a person · Signoff" }]

const picks = { contactId: "contact" } as const

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { id, name } = await answer(() => getCompany(ctx, { companyId: asId(args.params.companyId, "company") }))
  return { company: { id, name }, offers: await offersFor(ctx, picks, {}), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const companyId = await answer(() => asId<"companies">(args.params.companyId, "company"))
  const form = await parseForm(args.request, LinkContactForm)
  const again = async () => ({ offers: await offersFor(ctx, picks, form.reply.initialValue) })
  if (!form.ok) return invalid(form.reply, await again())
  const link = async () => {
    await linkContact(ctx, { companyId, ...form.value }, { submission: form.submissionId })
    return done(href("/companies/:companyId", { companyId }), { tone: "ok", text: "Person added" })
  }
  return attempt(form.reply, link, again)
}

type Values = { contactId: string; role: string; fromOn: string; toOn: string }

export default function LinkContact() {
  const { company, submission, ...loaded } = useLoaderData<typeof loader>()
  const { reply, offers } = { reply: undefined, ...loaded, ...useActionData<typeof action>() }
  const [form, fields] = useReplyForm<Values>({ id: "link", reply })
  const back = href("/companies/:companyId", { companyId: company.id })
  const summary = [
    { label: "Contact", field: fields.contactId },
    { label: "Role", field: fields.role },
    { label: "From", field: fields.fromOn },
    { label: "To", field: fields.toOn },
  ]
  return (
    <>
      <TitleBar
        title="Add a person"
        back={{ href: back, label: company.name }}
        actions={
          <ButtonLink href={withQuery(href("/contacts/new"), { companyId: company.id })}>New contact</ButtonLink>
        }
      />
      <PageBody width="form">
        <ReplyForm {...{ form, reply, submission, summary }}>
          <PickField
            label="Contact"
            field={fields.contactId}
            placeholder="Choose a contact"
            offer={offers.contactId}
            required
          />
          <TextField label="Role" field={fields.role} optional maxLength={80} hint="Such as Managing director" />
          <FieldRow>
            <DateField label="From" field={fields.fromOn} optional />
            <DateField label="To" field={fields.toOn} optional />
          </FieldRow>
          <CheckboxField name="isBilling" label="Receives invoices" />
          <CheckboxField name="isSignatory" label="May sign for the company" />
          <FormActions cancelHref={back}>
            <SubmitButton>Add person</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
