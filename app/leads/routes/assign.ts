import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { assignLead } from "~/leads/assign-lead.server"
import { AssignLeadInput } from "~/leads/inputs.server"
import { findLead } from "~/leads/lead-queries.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = async ({ params }: LoaderFunctionArgs) =>
  redirect(await answer(() => href("/leads/:leadId", { leadId: asId<"leads">(params.leadId, "lead") })))

/** Gives the lead to whom was chosen; whoever gives away what they may then no longer see goes on to the inbox. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const leadId = await answer(() => asId<"leads">(args.params.leadId, "lead"))
  const here = href("/leads/:leadId", { leadId })
  const form = await parseForm(args.request, AssignLeadInput.omit({ leadId: true }))
  if (!form.ok) return done(here, { tone: "danger", text: "Choose somebody from the list" })
  try {
    const before = await findLead(ctx, { leadId })
    await assignLead(ctx, { leadId, ...form.value })
    const lead = await findLead(ctx, { leadId })
    if (!lead) return done(href("/leads"), { tone: "ok", text: "Lead assigned to a colleague" })
    const undo = { action: href("/leads/:leadId/assign", { leadId }), fields: { ownerId: before?.ownerId ?? "" } }
    return done(here, { tone: "ok", text: `Lead assigned to ${lead.ownerName ?? "nobody"}`, undo })
  } catch (error) {
    return refused(here, error)
  }
}
