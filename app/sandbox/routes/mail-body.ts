import type { LoaderFunctionArgs } from "@remix-run/node"
import { webPool } from "~/platform/data/database.server"
import { mailBody, mailBodyPolicy } from "~/sandbox/mail-body"
import { findSandboxMail } from "~/sandbox/mailbox.server"
import { mailboxReader, nothingHere } from "~/sandbox/mailbox-door.server"

export async function loader(args: LoaderFunctionArgs) {
  const reach = await mailboxReader(args)
  const mail = await findSandboxMail(webPool(), reach, args.params.mailId ?? "")
  if (!mail) throw nothingHere("This mail does not exist.")
  return new Response(mailBody(mail), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": mailBodyPolicy,
      "X-Frame-Options": "SAMEORIGIN",
    },
  })
}
