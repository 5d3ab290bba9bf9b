import { z } from "zod"
import { checkbox, optionalId, optionalText } from "~/platform/language/fields.server"

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
