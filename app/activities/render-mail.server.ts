import type { ReactElement } from "react"
import { mailMarkup } from "~/organizations/mail-look"
import { getOrganization } from "~/organizations/organization-queries.server"
import { printedLookOf } from "~/organizations/printed-look"
import type { Reading } from "~/platform/data/work.server"

/** The HTML of a mail, to a client or to a colleague, in the look that its organization has today. */
export const renderMail = async (ctx: Reading, mail: ReactElement) =>
  mailMarkup(mail, printedLookOf(await getOrganization(ctx, {})))
