import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { restoreContact } from "~/contacts/restore-contact.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/contacts"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const contactId = await answer(() => asId<"contacts">(args.params.contactId, "contact"))
  try {
    const { takenEmails } = await restoreContact(ctx, { contactId })
    const text =
      takenEmails.length === 0
        ? "Contact restored"
        : `Contact restored without ${takenEmails.join(", ")}, which somebody else has now`
    return done(href("/contacts/:contactId", { contactId }), { tone: takenEmails.length === 0 ? "ok" : "warn", text })
  } catch (error) {
    return refused(href("/contacts"), error)
  }
}
