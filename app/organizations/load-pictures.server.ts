import { files } from "~/adapters/files.server"
import type { MailPicture } from "~/adapters/mail.server"
import { logoFacts } from "./logo"
import { picturesIn, withSize } from "./mail-pictures"

/** A mail with the pictures it shows; one whose file is missing is left to its words. Fails with OutsideFailure. */
export async function withPictures(
  html: string,
  organizationId: string,
): Promise<{ html: string; pictures: MailPicture[] }> {
  const mail = { html, pictures: [] as MailPicture[] }
  for (const { cid, fileKey } of picturesIn(html, organizationId)) {
    const bytes = await files().find(fileKey)
    const facts = bytes && logoFacts(bytes)
    if (!facts) continue
    mail.pictures.push({ cid, bytes, type: facts.mediaType })
    mail.html = withSize(mail.html, cid, facts)
  }
  return mail
}
