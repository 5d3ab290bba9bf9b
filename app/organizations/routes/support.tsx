import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { isSuperAdmin } from "~/identity/session-queries.server"
import { staff, supportable } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { Forbidden } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Support · Signoff" }]

/** The organizations that gave leave, by name and until when; of all others a super-admin sees nothing. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  await answer(async () => {
    if (!(await isSuperAdmin(ctx, {}))) throw new Forbidden("support")
  })
  const open = await supportable(args)
  return {
    open: open.map(({ organizationId, name, expiresAt }) => ({
      ...{ id: organizationId as string, name },
      until: `${formatInstant(expiresAt, "UTC", "en-GB")} UTC`,
    })),
  }
}

export default function Support() {
  const { open } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar title="Support" subtitle="Organizations that gave you leave to enter and read" />
      <PageBody>
        <DataTable
          label="Organizations that gave leave"
          rows={open}
          rowKey={({ id }) => id}
          empty={
            <Empty
              title="Nobody gave leave"
              text="An owner gives it under Settings, Support access; until then you see nothing of theirs."
            />
          }
          columns={[
            { key: "name", header: "Organization", primary: true, width: "wide", cell: ({ name }) => name },
            { key: "until", header: "Until", phone: "sub", cell: ({ until }) => until },
            {
              key: "enter",
              header: "Act",
              align: "end",
              phone: "end",
              width: "min",
              cell: ({ id }) => (
                <ActionForm
                  action={href("/support/:organizationId/start", { organizationId: id })}
                  label="Enter"
                  reload
                />
              ),
            },
          ]}
        />
      </PageBody>
    </>
  )
}
