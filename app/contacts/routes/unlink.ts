import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { unlinkContact } from "~/contacts/unlink-contact.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/companies"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const companyId = await answer(() => asId<"companies">(args.params.companyId, "company"))
  const contactId = await answer(() => asId<"contacts">(args.params.contactId, "contact"))
  const back = href("/contacts/:contactId", { contactId })
  try {
    await unlinkContact(ctx, { companyId, contactId })
    const undo = { action: href("/companies/:companyId/contacts", { companyId }), fields: { contactId } }
    return done(back, { tone: "ok", text: "Contact taken off the company", undo })
  } catch (error) {
    return refused(back, error)
  }
}
