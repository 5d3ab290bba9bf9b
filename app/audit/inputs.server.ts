import { isIP } from "node:net"
import { z } from "zod"
import { isCalendarDate } from "~/platform/language/dates"
import { longText } from "~/platform/language/fields.server"
import { isId } from "~/platform/language/ids"
import { namesOfAct } from "./acts"

/** What is sealed next, by the chain itself. */
export const SealEventInput = z.object({})

/** The last link of the chain, by the clock. */
export const SignHeadInput = z.object({})

/** From where on the chain is walked: where an earlier answer ended; without it from the beginning. */
export const ChainVerdictInput = z.object({ from: z.string().max(300).optional().catch(undefined) })

const given = (fits: (text: string) => boolean) => z.string().trim().refine(fits).optional().catch(undefined)
const cursor = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[0-9a-f-]{36}$/

const asked = {
  /** A person's id, or everybody of a kind. */
  person: given((text) => isId(text) || text === "clients" || text === "program"),
  /** An act by its event's name, or all on a noun. */
  act: given((text) => namesOfAct(text).length > 0),
  /** The id of a record. */
  record: given(isId),
  from: given(isCalendarDate),
  to: given(isCalendarDate),
  address: given((text) => isIP(text) !== 0),
  q: longText(100).optional().catch(undefined),
}

/** What is exported: what the page shows for the same filter; what is not understood is not asked. */
export const ExportAuditInput = z.object(asked)

/** What the record is asked for, as it stands in the address, and where its page begins. */
export const AuditFilterInput = z.object({ ...asked, after: given((text) => cursor.test(text)) })

/** What the record is asked for. */
export type AuditFilter = z.output<typeof AuditFilterInput>
