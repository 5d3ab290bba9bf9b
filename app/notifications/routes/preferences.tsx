import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { PreferencesForm } from "../components/preferences-form"
import { editNotificationPreference } from "../edit-notification-preference.server"
import { EditNotificationPreferenceInput } from "../inputs.server"
import { isKept } from "../moments"
import { getNotificationPreferences } from "../preference-queries.server"

export const meta: MetaFunction = () => [{ title: "My notifications · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { moments, organizationTimeZone, ...defaults } = await answer(() => getNotificationPreferences(ctx, {}))
  return {
    defaults,
    clock: (defaults.timeZone ?? organizationTimeZone).replaceAll("_", " "),
    moments: moments.map((moment) => ({ ...moment, isKept: isKept(moment.kind) })),
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, EditNotificationPreferenceInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editNotificationPreference(ctx, form.value, { submission: form.submissionId })
    return done(href("/settings/notifications"), { tone: "ok", text: "Saved how you are told" })
  })
}

export default function NotificationPreferences() {
  const page = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar title="My notifications" subtitle="What you are told of, by which way and when" />
      <PageBody width="document">
        <PreferencesForm {...page} reply={reply} />
      </PageBody>
    </>
  )
}
