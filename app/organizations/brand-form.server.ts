import { webPool } from "~/platform/data/database.server"
import { parseForm } from "~/platform/http/form.server"
import { rawForm } from "~/platform/http/safe-form-data.server"
import { hold, limits } from "~/platform/security/limits.server"
import { BrandForm } from "./inputs.server"

/** The form of logo and colour as it was sent: its fields, and the file where one was chosen; `personId` is who sends it. */
export async function readBrandForm(request: Request, personId: string) {
  const sent = (await rawForm(request.clone())).get("logo")
  const file = sent instanceof Blob && sent.size > 0 ? (sent as File) : null
  if (file) await hold(webPool(), limits.upload, personId)
  const form = await parseForm(request, BrandForm)
  if (form.reply.initialValue) delete form.reply.initialValue.logo
  const logo = file && { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  return { form, logo }
}
