import { createElement, type ReactElement } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { type PrintedLook, printedLookOf } from "~/organizations/printed-look"
import type { Reading } from "~/platform/data/work.server"
import { MailLookContext, mailLookOf } from "./emails/mail-look"

/** The HTML of a mail made of the mail components, in the look of who sends it; without one it is the program's own. */
export const renderMail = (mail: ReactElement, look: PrintedLook | null = null) =>
  `<!doctype html>${renderToStaticMarkup(createElement(MailLookContext.Provider, { value: mailLookOf(look) }, mail))}`

/** The HTML of a mail to a client, in the look that its organization has today. */
export const renderClientMail = async (ctx: Reading, mail: ReactElement) =>
  renderMail(mail, printedLookOf(await getOrganization(ctx, {})))
