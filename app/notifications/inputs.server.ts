import { z } from "zod"
import { isTimeZone } from "~/platform/language/dates"
import { checkbox, optionalId, optionalText } from "~/platform/language/fields.server"
import { isTimeOfDay, timings } from "./delivery"
import { momentNames } from "./moments"

/** One notification, or all up to the newest that was looked at, or simply all. */
export const DismissNotificationInput = z.object({
  notificationId: optionalId("notifications"),
  upToId: optionalId("notifications"),
})

/** What the list sends: which, and where the reader was or is going. */
export const DismissNotificationForm = DismissNotificationInput.extend({
  followed: checkbox(),
  returnTo: optionalText(300),
})

const emptyIsNull = (given: unknown) => (given === "" || given === undefined ? null : given)
const timeOfDay = () =>
  z.preprocess(emptyIsNull, z.string().refine(isTimeOfDay, "Enter a time such as 22:00").nullable()).prefault(null)

/** How one wants to be told. Quiet hours have both ends or none; a clock of one's own is left as it is where none is given. */
export const EditNotificationPreferenceInput = z
  .object({
    timeZone: z.preprocess(
      (given) => (given === "" ? null : given),
      z.string().refine(isTimeZone, "Choose a time zone from the list").nullable().optional(),
    ),
    quietFrom: timeOfDay(),
    quietUntil: timeOfDay(),
    moments: z
      .array(z.object({ kind: z.enum(momentNames), app: z.enum(["at-once", "never"]), mail: z.enum(timings) }))
      .max(100)
      .prefault([]),
  })
  .superRefine(({ quietFrom, quietUntil }, check) => {
    const missing = quietFrom && !quietUntil ? "quietUntil" : quietUntil && !quietFrom ? "quietFrom" : null
    if (missing) check.addIssue({ code: "custom", path: [missing], message: "Quiet hours begin and end: enter both" })
    if (quietFrom && quietFrom === quietUntil) {
      check.addIssue({ code: "custom", path: ["quietUntil"], message: "They end at another time than they begin" })
    }
  })

/** Nothing is asked: the clock says what is due. */
export const MailDigestInput = z.object({})
