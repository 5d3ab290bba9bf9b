import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { addressWords } from "~/activities/address-words.server"
import { AddressTrouble, type AddressWords } from "~/activities/components/address-trouble"
import { listAddressTroubles } from "~/activities/mail-queries.server"
import { InvoiceDocument } from "~/invoices/components/invoice-document"
import { ShortcomingList } from "~/invoices/components/shortcoming-list"
import { getIssuePage } from "~/invoices/draft-queries.server"
import { IssueInvoiceFormInput } from "~/invoices/inputs.server"
import { getInvoice } from "~/invoices/invoice-queries.server"
import { wordsOf } from "~/invoices/invoice-words"
import { isIssuable } from "~/invoices/issue-candidate.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { CheckboxField } from "~/ui/choice-fields"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { Notice } from "~/ui/notices"
import { PageBody, Section, Stack } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Issue invoice · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    const invoiceId = asId<"invoices">(args.params.invoiceId, "invoice")
    const { status } = await getInvoice(ctx, { invoiceId })
    if (status !== "draft") throw redirect(href("/invoices/:invoiceId", { invoiceId }))
    const page = await getIssuePage(ctx, { invoiceId })
    const { shortcomings, invoice, number, recipient, mail } = page
    const troubles = await listAddressTroubles(ctx, { emails: recipient ? [recipient.email] : [] })
    return {
      ...{ invoiceId: invoiceId as string, companyId: invoice.companyId as string, version: invoice.version },
      ...{ number, mail, title: invoice.title },
      words: wordsOf(page.document),
      isReady: isIssuable(page),
      blocking: shortcomings.filter((each) => each.blocking),
      advice: shortcomings.filter((each) => !each.blocking),
      recipient: recipient && `${recipient.name} (${recipient.email})`,
      trouble: addressWords(troubles)(recipient?.email ?? null),
      mayEditOrganization: may(ctx, "organizations.edit"),
      submission: newSubmissionId(),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const invoiceId = await answer(() => asId<"invoices">(args.params.invoiceId, "invoice"))
  const form = await parseForm(args.request, IssueInvoiceFormInput)
  const here = href("/invoices/:invoiceId/issue", { invoiceId })
  if (!form.ok) return done(here, { tone: "danger", text: "That was not understood. Look at the invoice again." })
  try {
    const { number } = await issueInvoice(ctx, { invoiceId, ...form.value }, { submission: form.submissionId })
    const text = `Invoice ${number} issued${form.value.send ? ", the mail is on its way" : ""}`
    return done(href("/invoices/:invoiceId", { invoiceId }), { tone: "ok", text })
  } catch (error) {
    return refused(here, error)
  }
}

export default function IssueInvoice() {
  const page = useLoaderData<typeof loader>()
  const { invoiceId, title, isReady, blocking, advice, words } = page
  const back = href("/invoices/:invoiceId", { invoiceId })
  return (
    <>
      <TitleBar title="Issue invoice" back={{ href: back, label: title }} />
      <PageBody width="document">
        <Stack gap="lg">
          {blocking.length > 0 && (
            <Notice tone="warn" title="It cannot be issued yet">
              <ShortcomingList {...page} shortcomings={blocking} />
            </Notice>
          )}
          {advice.length > 0 && (
            <Notice tone="info" title="Worth a look before it is frozen">
              <ShortcomingList {...page} shortcomings={advice} />
            </Notice>
          )}
          {isReady ? <Confirm {...page} back={back} /> : <ButtonLink href={back}>Back to the draft</ButtonLink>}
          <Section title="What it will print">
            <InvoiceDocument words={words} as="h2" />
          </Section>
        </Stack>
      </PageBody>
    </>
  )
}

type ConfirmProps = {
  number: string
  version: number
  submission: string
  recipient: string | null
  trouble: AddressWords | null
  mail: { subject: string; text: string } | null
  words: { total: string }
  back: string
}

function Confirm({ number, version, submission, recipient, trouble, mail, words, back }: ConfirmProps) {
  const send = (
    <>
      <CheckboxField label={`Mail it to ${recipient ?? ""}`} name="send" defaultChecked />
      {trouble && (
        <p className="mb-4">
          <AddressTrouble {...trouble} />
        </p>
      )}
      {mail && (
        <details className="mb-4">
          <summary>What the mail says</summary>
          <p className="mt-3 font-semibold">{mail.subject}</p>
          <p className="whitespace-pre-line break-words">{mail.text}</p>
        </details>
      )}
    </>
  )
  return (
    <ConfirmPanel
      title={`Issue invoice ${number} for ${words.total}?`}
      confirm="Issue invoice"
      tone="primary"
      cancelHref={back}
      fields={{ version, submission }}
      extra={recipient ? send : undefined}
    >
      It gets the number {number}, or the next one if somebody is faster, and can never be changed after that: a credit
      note corrects it.
    </ConfirmPanel>
  )
}
