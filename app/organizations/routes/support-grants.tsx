import { useForm } from "@conform-to/react"
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { href, withQuery } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { FormActions, SubmitButton } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { SelectField, TextField } from "~/ui/fields"
import { PageBody, Section } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { TitleBar } from "~/ui/title-bar"
import { createSupportGrant } from "../create-support-grant.server"
import { CreateSupportGrantInput } from "../inputs.server"
import { listSupportGrants } from "../support-queries.server"

export const meta: MetaFunction = () => [{ title: "Support access · Signoff" }]

const here = href("/settings/support")

const hours = [
  { value: "1", label: "1 hour" },
  { value: "4", label: "4 hours" },
  { value: "24", label: "24 hours" },
]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { grants, count, newer, older, timeZone, locale } = await answer(() =>
    listSupportGrants(ctx, Object.fromEntries(new URL(args.request.url).searchParams)),
  )
  const when = (at: Date) => formatInstant(at, timeZone, locale)
  return {
    grants: grants.map(({ id, createdAt, expiresAt, ...grant }) => ({
      ...{ id: id as string, given: when(createdAt), until: when(expiresAt) },
      ...grant,
    })),
    count,
    newer: newer && withQuery(here, { before: newer }),
    older: older && withQuery(here, { after: older }),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CreateSupportGrantInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await createSupportGrant(ctx, form.value)
    return done(here, { tone: "ok", text: "Support may enter, and read, for that long." })
  })
}

export default function SupportGrants() {
  const { grants, count, newer, older } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar
        title="Support access"
        subtitle="Whoever looks after this installation sees nothing of yours without your leave"
      />
      <PageBody>
        <Section
          title="Give leave"
          note="They read as a guest does and change nothing; the record says what they opened."
        >
          <Give />
        </Section>
        <Section title="Given" count={count || undefined}>
          <DataTable
            label="Leave given to support"
            rows={grants}
            rowKey={({ id }) => id}
            empty={<Empty title="No leave was ever given" text="Nobody of the installation has been in here." />}
            columns={columns}
          />
          <Pager newer={newer} older={older} />
        </Section>
      </PageBody>
    </>
  )
}

function Give() {
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof CreateSupportGrantInput>>({
    id: "create-support-grant",
    lastResult: reply,
    defaultValue: { hours: "4" },
  })
  return (
    <Form method="post" preventScrollReset>
      <ErrorSummary
        errors={errorsOf([
          { label: "For how long", field: fields.hours },
          { label: "What for", field: fields.reason },
        ])}
        formErrors={form.errors}
      />
      <SelectField label="For how long" field={fields.hours} options={hours} />
      <TextField label="What for" field={fields.reason} required maxLength={300} />
      <FormActions cancelHref={href("/settings")} sticky={false}>
        <SubmitButton>Give leave</SubmitButton>
      </FormActions>
    </Form>
  )
}

type Grant = ReturnType<typeof useLoaderData<typeof loader>>["grants"][number]

const columns: Parameters<typeof DataTable<Grant>>[0]["columns"] = [
  { key: "reason", header: "What for", primary: true, wraps: true, cell: ({ reason }) => reason },
  { key: "by", header: "Given by", phone: "sub", wraps: true, cell: ({ by }) => by },
  { key: "given", header: "On", phone: "hide", wraps: true, cell: ({ given }) => given },
  {
    key: "until",
    header: "Until",
    phone: "note",
    wraps: true,
    cell: ({ until, stands, wasRevoked }) => (
      <>
        {until} <Chip tone={stands ? "amber" : "slate"}>{stands ? "Open" : wasRevoked ? "Revoked" : "Over"}</Chip>
      </>
    ),
  },
  {
    key: "revoke",
    header: "Act",
    align: "end",
    phone: "end",
    width: "min",
    cell: ({ id, stands }) =>
      stands && <ActionForm action={href("/settings/support/:grantId/revoke", { grantId: id })} label="Revoke" />,
  },
]
