import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { data } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { webPool } from "~/platform/data/database.server"
import { staff } from "~/platform/http/context.server"
import { answer, done } from "~/platform/http/respond.server"
import { readForm } from "~/platform/http/safe-form-data.server"
import { type CalendarDate, formatDate, formatInstant } from "~/platform/language/dates"
import { Invalid } from "~/platform/language/errors"
import { asId } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { href } from "~/platform/language/paths"
import { hold, limits } from "~/platform/security/limits.server"
import { SubmitButton } from "~/ui/button"
import { Field } from "~/ui/field"
import { LinkList } from "~/ui/link-list"
import { PageBody, Section, Stack } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { createPaymentFile } from "../create-payment-file.server"
import { paymentMethodNames } from "../payment"
import { acceptedFiles, mostFileBytes } from "../payment-file"
import { listPaymentFiles } from "../payment-file-queries.server"

export const meta: MetaFunction = () => [{ title: "Files of a payment · Signoff" }]

const paymentIn = (args: LoaderFunctionArgs) => answer(() => asId<"payments">(args.params.paymentId, "payment"))

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const paymentId = await paymentIn(args)
  const { payment, invoiceId, files, locale, timeZone } = await answer(() => listPaymentFiles(ctx, { paymentId }))
  const { amountMinor: minor, currency, method, receivedOn } = payment
  return {
    ...{ paymentId: paymentId as string, invoiceId: invoiceId as string | null },
    title: `${formatMoney({ minor, currency }, locale)}, ${paymentMethodNames[method]}`,
    received: formatDate(receivedOn as CalendarDate, locale),
    files: files.map(({ id, name, size, createdAt, byName }) => ({
      ...{ id: id as string, title: name, href: href("/payments/:paymentId/files/:fileId", { paymentId, fileId: id }) },
      detail: [
        `${formatNumber(String(Math.ceil(size / 1024)), locale)} KB`,
        formatInstant(createdAt, timeZone, locale),
        byName,
      ]
        .filter(Boolean)
        .join(" · "),
    })),
    mayAdd: may(ctx, "payment-files.create"),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const paymentId = await paymentIn(args)
  await hold(webPool(), limits.upload, ctx.personId)
  const sent = (await readForm(args.request)).get("file")
  const file = sent instanceof Blob ? (sent as File) : null
  if (!file || file.size === 0) return data({ error: "Choose a file" }, { status: 422 })
  if (file.size > mostFileBytes) return data({ error: "The file is larger than 10 MB" }, { status: 422 })
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { fileId } = await createPaymentFile(ctx, { paymentId, name: file.name, bytes })
    const text = fileId ? "File added" : "This file was here already"
    return done(href("/payments/:paymentId/files", { paymentId }), { tone: "ok", text })
  } catch (error) {
    if (error instanceof Invalid) return data({ error: error.message }, { status: 422 })
    return answer(() => Promise.reject(error))
  }
}

export default function PaymentFiles() {
  const { invoiceId, title, received, files, mayAdd } = useLoaderData<typeof loader>()
  const back = invoiceId ? href("/invoices/:invoiceId", { invoiceId }) : href("/invoices")
  return (
    <>
      <TitleBar title="Files of a payment" subtitle={`${title}, ${received}`} back={{ href: back, label: "Invoice" }} />
      <PageBody width="form">
        <Stack gap="lg">
          <Section title="Files" count={files.length || undefined} note="What is kept with a payment is never changed.">
            {files.length === 0 ? <p className="hint">Nothing is kept with this payment.</p> : <Files files={files} />}
          </Section>
          {mayAdd && <AddFile />}
        </Stack>
      </PageBody>
    </>
  )
}

type Files = { id: string; title: string; href: string; detail: string }[]

const Files = ({ files }: { files: Files }) => <LinkList label="Files of this payment" items={files} reload />

/** The form works without script; a file that is refused has to be chosen again, as browsers keep none. */
function AddFile() {
  const error = useActionData<typeof action>()?.error
  return (
    <Section title="Add a file">
      <Form method="post" encType="multipart/form-data" className="form" reloadDocument>
        <Field
          label="File"
          id="file"
          hint="PDF, PNG or JPG, up to 10 MB, such as the bank's slip"
          errors={error ? [error] : undefined}
        >
          <input
            id="file"
            className="input"
            type="file"
            name="file"
            accept={acceptedFiles}
            required
            aria-describedby="file-hint"
          />
        </Field>
        <SubmitButton>Add file</SubmitButton>
      </Form>
    </Section>
  )
}
