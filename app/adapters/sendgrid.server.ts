import { MailService } from "@sendgrid/mail"

/** A service of SendGrid's SDK for one key; in a file of its own, so that the SDK is read when the first mail goes out. */
export const newSendgridService = () => new MailService()
