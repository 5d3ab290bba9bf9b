import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { offersFor } from "~/contacts/offers.server"
import { InvoiceForm } from "~/invoices/components/invoice-form"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import { getInvoiceDefaults } from "~/invoices/draft-queries.server"
import { firstLine, formChoices, lineValues, noTerms, termsValues } from "~/invoices/form-values.server"
import { DraftInvoiceInput } from "~/invoices/inputs.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { FIND } from "~/platform/language/find"
import { asId, type Id } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { ButtonLink, FormActions, SubmitButton } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { Notice } from "~/ui/notices"
import { PageBody } from "~/ui/page"
import { type Offer, PickField } from "~/ui/pick"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "New invoice · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  if (!may(ctx, "invoices.draft")) throw redirect(href("/invoices"))
  const asked = new URL(args.request.url).searchParams
  const companyId = asked.get("companyId")
  const dealId = asked.get("dealId")
  if (asked.has(FIND) || (!companyId && !dealId)) {
    const { companyId: choices } = await offersFor(ctx, { companyId: "company" }, Object.fromEntries(asked))
    return { choices, draft: null }
  }
  const given = await answer(() =>
    getInvoiceDefaults(ctx, {
      companyId: companyId ? asId<"companies">(companyId, "company") : null,
      dealId: dealId ? asId<"deals">(dealId, "deal") : null,
    }),
  )
  return { choices: null, draft: draftOf(given) }
}

type Defaults = Awaited<ReturnType<typeof getInvoiceDefaults>>

function draftOf(given: Defaults) {
  const { company, people, organization, deal, lines, before, pricesIncludeTax, deducts } = given
  const contactId: Id<"contacts"> | null = deal?.contactId ?? null
  const isTheirs = people.some((person) => person.contactId === contactId)
  const { locale } = organization
  return {
    ...formChoices({ company, people, organization }),
    carried: {
      ...{ companyId: company.id as string, dealId: (deal?.id ?? null) as string | null },
      kind: deducts ? "final" : null,
    },
    before: before
      .filter(({ status }) => status !== "void")
      .map(({ id, number, title, totalMinor, currency }) => {
        const total = formatMoney({ minor: totalMinor, currency }, locale)
        return { id, text: `${number ?? "Draft"}, ${title}: ${total}` }
      }),
    defaults: {
      ...{ contactId: isTheirs ? contactId : null, title: deal?.title ?? "", notes: null },
      ...{ issueOn: null, dueOn: null, serviceFromOn: null, serviceToOn: null, poNumber: null },
      ...termsValues({ ...noTerms, pricesIncludeTax }),
      ...{ exchangeRate: null, exchangeRateOn: null, exchangeRateSource: null },
      currency: deal?.currency ?? company.currency ?? organization.currency,
      termsDays: company.paymentTermsDays ?? organization.paymentTermsDays,
      lines: lines.length > 0 ? lines.map(lineValues) : [firstLine({ company, people, organization })],
    },
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, DraftInvoiceInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { invoiceId } = await draftInvoice(ctx, form.value, { submission: form.submissionId })
    return done(href("/invoices/:invoiceId", { invoiceId }), { tone: "ok", text: "Invoice drafted" })
  })
}

export default function NewInvoice() {
  const { choices, draft } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar title="New invoice" back={{ href: href("/invoices"), label: "Invoices" }} />
      <PageBody width="form">
        {choices && <ChooseClient choices={choices} />}
        {draft && draft.before.length > 0 && (
          <div className="mb-6">
            <Notice tone="info" title="Invoiced for this deal before">
              <ul>
                {draft.before.map(({ id, text }) => (
                  <li key={id}>
                    <a href={href("/invoices/:invoiceId", { invoiceId: id })}>{text}</a>
                  </li>
                ))}
              </ul>
            </Notice>
          </div>
        )}
        {draft && <InvoiceForm {...draft} reply={reply} submitLabel="Save draft" cancelHref={href("/invoices")} />}
      </PageBody>
    </>
  )
}

function ChooseClient({ choices }: { choices: Offer }) {
  if (choices.options.length === 0 && !choices.hasMore) {
    const create = <ButtonLink href={href("/companies/new")}>New company</ButtonLink>
    return <Empty title="Nobody to invoice yet" text="An invoice goes to a company." action={create} />
  }
  return (
    <Form method="get" className="form">
      <PickField
        label="Who is invoiced?"
        name="companyId"
        required
        placeholder="Choose a client"
        hint="Its terms, currency and tax fill the draft."
        offer={choices}
      />
      <FormActions cancelHref={href("/invoices")}>
        <SubmitButton>Continue</SubmitButton>
      </FormActions>
    </Form>
  )
}
