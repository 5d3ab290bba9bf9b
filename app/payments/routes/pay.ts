import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { webPool } from "~/platform/data/database.server"
import { client } from "~/platform/http/context.server"
import { doneToDocument, mapError } from "~/platform/http/respond.server"
import { isDomainError } from "~/platform/language/errors"
import { asId } from "~/platform/language/ids"
import { href, withQuery } from "~/platform/language/paths"
import { log } from "~/platform/log.server"
import { hold, limits } from "~/platform/security/limits.server"
import { noteUse } from "~/proposals/note-use.server"
import { checkoutPage } from "../checkout-page.server"
import type { Opened } from "../open-checkout.server"

const elsewhere = "or pay by bank transfer to the account on the invoice."
const unavailable = `The payment page cannot be opened at the moment. Nothing was charged: try again in a few minutes, ${elsewhere}`

/** Leads on to the payment page; where there is none, back to the invoice, which says why and how to pay all the same. */
export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "invoice")
  const page = href("/i/:token", { token })
  if (ctx.hold.of !== "link") return redirect(page, 303)
  await hold(webPool(), limits.pay, ctx.hold.linkId)
  noteUse(args, ctx, "acted")
  try {
    return leadOn(page, await checkoutPage(ctx, asId<"invoices">(ctx.hold.objectId, "invoice")))
  } catch (error) {
    if (!isDomainError(error) || error.kind === "not-found") throw mapError(error)
    if (error.kind !== "outside") return doneToDocument(page, { tone: "warn", text: error.message })
    log.warn({ error, service: error.service }, "the payment page could not be opened")
    return doneToDocument(page, { tone: "warn", text: unavailable })
  }
}

function leadOn(page: string, opened: Opened): Response {
  switch (opened.state) {
    case "open":
      return redirect(opened.url, 303)
    case "paid":
      return redirect(page, 303)
    case "pending":
      return redirect(withQuery(page, { paid: 1 }), 303)
    case "opening":
      return doneToDocument(page, {
        tone: "info",
        text: "The payment page is being opened just now. Try again in a moment.",
      })
    case "off":
      return doneToDocument(page, { tone: "info", text: "This invoice is paid by bank transfer to the account on it." })
  }
}

export const loader = ({ params }: LoaderFunctionArgs) =>
  redirect(href("/i/:token", { token: params.token ?? "" }), 303)
