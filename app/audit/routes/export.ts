import { Readable } from "node:stream"
import { type ActionFunctionArgs, createReadableStreamFromReadable, redirect } from "@remix-run/node"
import { getOrganization } from "~/organizations/organization-queries.server"
import { webPool } from "~/platform/data/database.server"
import { isFresh } from "~/platform/data/step-up.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done } from "~/platform/http/respond.server"
import { todayIn } from "~/platform/language/dates"
import { href } from "~/platform/language/paths"
import { hold, limits } from "~/platform/security/limits.server"
import { auditCsv, auditExtract } from "../audit-csv.server"
import { exportAudit } from "../export-audit.server"
import { AuditFilterInput, ExportAuditInput } from "../inputs.server"
import { listAuditPeople } from "../people-queries.server"

/** Exporting is sent from the log's page, to which an address without it leads. */
export async function loader() {
  return redirect(href("/settings/audit"))
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, ExportAuditInput)
  if (!form.ok) return done(href("/settings/audit"), { tone: "danger", text: "This cannot be exported." })
  const filter = AuditFilterInput.parse(form.value)
  return answer(async () => {
    if (isFresh(ctx)) await hold(webPool(), limits.export, ctx.personId)
    await exportAudit(ctx, form.value)
    const [{ timeZone, locale }, people] = await Promise.all([getOrganization(ctx, {}), listAuditPeople(ctx, {})])
    const names = Object.fromEntries(people.map(({ personId, name }) => [personId, name]))
    const csv = auditCsv(filter, { timeZone, locale, names }, (asked) => auditExtract(ctx, asked))
    return new Response(createReadableStreamFromReadable(Readable.from(csv)), {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="audit-${todayIn(timeZone, ctx.now)}.csv"`,
        "Cache-Control": "no-store",
      },
    })
  })
}
