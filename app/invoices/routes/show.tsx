import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { MailTroubles } from "~/activities/components/mail-troubles"
import { CreditNoteRefunds } from "~/invoices/components/credit-note-refunds"
import { CreditNotes } from "~/invoices/components/credit-notes"
import { InvoiceActions } from "~/invoices/components/invoice-actions"
import { InvoiceAside } from "~/invoices/components/invoice-aside"
import { InvoiceDocument } from "~/invoices/components/invoice-document"
import { InvoiceLinks } from "~/invoices/components/invoice-links"
import { InvoiceNotices } from "~/invoices/components/invoice-notices"
import { InvoicePayments } from "~/invoices/components/invoice-payments"
import { StateChip } from "~/invoices/components/state-chip"
import { findLastSending } from "~/invoices/draft-queries.server"
import { invoicePageOf } from "~/invoices/invoice-page.server"
import { mailFactsOf } from "~/invoices/mail-facts.server"
import { paymentMethodNames } from "~/payments/payment"
import { getInvoicePage } from "~/payments/payment-queries.server"
import { typedAmount } from "~/payments/typed-amount"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, together } from "~/platform/http/respond.server"
import { type CalendarDate, formatDate, formatInstant } from "~/platform/language/dates"
import { asId } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { RecordTimeline } from "~/timeline/components/record-timeline"
import { timelinePage } from "~/timeline/timeline-page.server"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { PageBody, RecordLayout } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.words.heading ?? "Invoice"} · Signoff` },
]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const url = new URL(args.request.url)
  return answer(async () => {
    const invoiceId = asId<"invoices">(args.params.invoiceId, "invoice")
    const [page, sending, timeline] = await together([
      getInvoicePage(ctx, { invoiceId }),
      findLastSending(ctx, { invoiceId }),
      listTimeline(ctx, {
        subjectId: invoiceId,
        filter: url.searchParams.get("show") ?? undefined,
        after: url.searchParams.get("after") ?? undefined,
      }),
    ])
    return {
      mailFacts: await mailFactsOf(ctx, page.invoice, page),
      ...invoicePageOf(page, sending, ctx),
      payments: page.payments.map((payment) => paymentOf(payment, page.locale)),
      troubles: troublesOf(page),
      givingBack: givingBackOf(page),
      timeline: timelinePage(timeline, url),
      submission: newSubmissionId(),
    }
  })
}

type Payment = Awaited<ReturnType<typeof getInvoicePage>>["payments"][number]

function paymentOf(payment: Payment, locale: string) {
  const { id, amountMinor, hereMinor, currency, method, creditMinor, reversesId, isReversed } = payment
  const { provider, refundableMinor } = payment
  const money = (minor: bigint) => formatMoney({ minor, currency }, locale)
  const credit = creditMinor > 0n && !isReversed ? money(creditMinor) : null
  const atOnce = creditMinor < refundableMinor ? creditMinor : refundableMinor
  return {
    id: id as string,
    when: formatDate(payment.receivedOn as CalendarDate, locale),
    method: paymentMethodNames[method],
    amount: money(hereMinor),
    isNegative: hereMinor < 0n,
    note: [
      reversesId && "Reversal",
      isReversed && "Reversed",
      !reversesId && amountMinor < 0n && nameOf(payment.providerRef, "Refund", "Taken for a dispute"),
      payment.ofId && amountMinor > 0n && nameOf(payment.providerRef, "Failed refund", "Back from a dispute"),
      hereMinor !== amountMinor && `of ${money(amountMinor)}`,
      payment.reference,
      credit && `${credit} kept as the client's credit`,
      payment.byName && `by ${payment.byName}`,
    ]
      .filter(Boolean)
      .join(" · "),
    isReversible: !reversesId && !isReversed && provider === null && refundableMinor === amountMinor,
    isRefundable: refundableMinor > 0n,
    /** A credit that one press of a button gives back: what is typed for it, and what the button says. */
    credit:
      credit && atOnce > 0n && provider !== null
        ? { typed: typedAmount({ minor: atOnce, currency }, locale), words: money(atOnce) }
        : null,
  }
}

const nameOf = (ref: string | null, ofRefund: string, ofDispute: string) =>
  ref?.startsWith("re_") || !ref ? ofRefund : ofDispute

function troublesOf({ troubles, locale, timeZone }: Awaited<ReturnType<typeof getInvoicePage>>) {
  const when = (at: Date) => formatInstant(at, timeZone, locale)
  const money = ({ amountMinor: minor, currency }: { amountMinor: bigint; currency: string }) =>
    formatMoney({ minor, currency }, locale)
  return {
    refunds: troubles.refunds.map((refund) => ({
      ...{ id: refund.id as string, status: refund.status, failure: refund.failure },
      ...{ amount: money(refund), when: when(refund.updatedAt) },
    })),
    disputes: troubles.disputes.map((dispute) => ({
      ...{ id: dispute.id as string, status: dispute.status, reason: dispute.reason },
      ...{ amount: money(dispute), isOut: dispute.withdrawnAt !== null && dispute.reinstatedAt === null },
    })),
  }
}

const standings = { pending: "On its way", succeeded: "Given back", failed: "Failed; the money is with you" } as const

function givingBackOf({ givingBack, locale, invoice: { currency } }: Awaited<ReturnType<typeof getInvoicePage>>) {
  if (!givingBack) return null
  const { refunds, leftMinor, payments } = givingBack
  const money = (minor: bigint) => formatMoney({ minor, currency }, locale)
  const day = (on: string) => formatDate(on as CalendarDate, locale)
  return {
    refunds: refunds.map(({ id, status, amountMinor, refundedOn }) => ({
      ...{ id: id as string, when: day(refundedOn), amount: money(amountMinor), how: standings[status] },
    })),
    left: leftMinor > 0n ? money(leftMinor) : null,
    payments: payments.map(({ id, receivedOn, amountMinor }) => ({
      ...{ id: id as string, when: day(receivedOn), amount: money(amountMinor) },
    })),
  }
}

export default function Invoice() {
  const page = useLoaderData<typeof loader>()
  const { words, state, timeline } = page
  return (
    <>
      <TitleBar
        title={words.heading}
        subtitle={words.title}
        back={{ href: href("/invoices"), label: "Invoices" }}
        chip={<StateChip state={state} />}
        actions={<InvoiceActions {...page} />}
      />
      <PageBody>
        <RecordLayout asideLabel="About this invoice" aside={<InvoiceAside {...page} />}>
          <MailTroubles {...page.mailFacts} submission={page.submission} />
          <InvoiceNotices {...page} />
          <div className="mb-8">
            <InvoiceDocument words={words} as="h2" />
          </div>
          <CreditNotes {...page} />
          <CreditNoteRefunds {...page} />
          <InvoicePayments {...page} />
          <InvoiceLinks links={page.mailFacts.links} />
          <RecordTimeline {...timeline} />
        </RecordLayout>
      </PageBody>
    </>
  )
}
