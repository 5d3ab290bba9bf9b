import { type ActionFunctionArgs, redirect } from "@remix-run/node"
import { deleteAddress } from "~/companies/delete-address.server"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"

export const loader = () => redirect(href("/companies"))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const companyId = await answer(() => asId<"companies">(args.params.companyId, "company"))
  const back = href("/companies/:companyId", { companyId })
  try {
    await deleteAddress(ctx, { companyId, addressId: asId(args.params.addressId, "address") })
    return done(back, { tone: "ok", text: "Address deleted" })
  } catch (error) {
    return refused(back, error)
  }
}
