import { type DefaultValue, type FormMetadata, getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { Form, useLocation, useNavigation } from "@remix-run/react"
import type { ReactNode } from "react"
import { ConflictNotice } from "./conflict-notice"
import { ErrorSummary, errorsOf } from "./error-summary"
import type { BoundField } from "./field"
import { useHydrated } from "./hydrated"
import { useUnsavedQuestion } from "./unsaved"

/** What an action sends back when a form was not accepted: what was typed, the errors, and the other's values after a conflict. */
export type FormReply = SubmissionResult<string[]> & {
  theirs?: { values: Record<string, string>; changedBy?: string; changedAt?: Date }
}

type Options<Values extends Record<string, unknown>> = {
  id: string
  reply: FormReply | undefined
  defaultValue?: DefaultValue<Values>
}

/** A form over Conform, filled from the action's reply: the one way in which pages of the staff bind a form. */
export function useReplyForm<Values extends Record<string, unknown>>({ id, reply, defaultValue }: Options<Values>) {
  const { state } = useNavigation()
  return useForm<Values, string[]>({
    id,
    lastResult: state === "idle" ? reply : null,
    defaultValue,
    shouldValidate: "onSubmit",
  })
}

type Summarised = {
  label: string
  name?: string
  field: Pick<BoundField, "id" | "errors"> & { value?: unknown; name: string }
  /** For a choice: the words of its values. */
  options?: readonly { value: string; label: string }[]
}

type ReplyFormProps<Values extends Record<string, unknown>> = {
  form: FormMetadata<Values, string[]>
  reply: FormReply | undefined
  /** The id of this rendering: sent twice, the form acts once. */
  submission: string
  /** The version that was read, for records that are edited. */
  version?: number
  /** Labels of the fields, for the summary of errors and for showing both values of a conflict. */
  summary: Summarised[]
  /** How long ago the other change was, in words. */
  changedWhen?: string
  /** For a form with a file in it. */
  encType?: "multipart/form-data"
  children: ReactNode
}

/** A form that is sent to its own page: hidden ids, the summary of errors, and both values when somebody else was faster. */
export function ReplyForm<Values extends Record<string, unknown>>(props: ReplyFormProps<Values>) {
  const { form, reply, submission, version, summary, changedWhen, encType, children } = props
  const { pathname } = useLocation()
  const hydrated = useHydrated()
  useUnsavedQuestion(form.id, reply !== undefined)
  const theirs = reply?.theirs
  const differences = theirs ? differencesOf(summary, theirs.values) : []
  return (
    <Form method="post" encType={encType} {...getFormProps(form)} noValidate={hydrated} className="form">
      <button type="submit" name="intent" value="save" hidden tabIndex={-1} aria-hidden="true" />
      <input type="hidden" name="submission" value={submission} />
      {version !== undefined && (
        <input type="hidden" name="version" value={theirs?.values.version ?? sentVersion(reply) ?? version} />
      )}
      {theirs ? (
        <ConflictNotice
          differences={differences}
          changedBy={theirs.changedBy}
          changedWhen={changedWhen}
          useTheirsHref={pathname}
        />
      ) : (
        <ErrorSummary errors={errorsOf(summary)} formErrors={form.errors} />
      )}
      {children}
    </Form>
  )
}

type Box = { id: string; name: string; errors?: string[]; value?: unknown }

/** A box in the summary: browsers send "on" or nothing, records say true or false. */
export const summarisedBox = (label: string, { id, name, errors, value }: Box): Summarised => ({
  label,
  field: { id, name, errors, value: value ? "true" : "false" },
  options: [
    { value: "true", label: "yes" },
    { value: "false", label: "no" },
  ],
})

/** The version that belongs to what was typed: when a form comes back for an error, somebody may have saved meanwhile. */
function sentVersion(reply: FormReply | undefined): string | undefined {
  const sent = reply?.initialValue?.version
  return typeof sent === "string" ? sent : undefined
}

function differencesOf(summary: Summarised[], theirs: Record<string, string>) {
  return summary.flatMap(({ label, field, options }) => {
    const words = (value: string) => options?.find((option) => option.value === value)?.label ?? value
    const yours = typeof field.value === "string" ? field.value : ""
    const other = theirs[field.name]
    return other === undefined || other === yours ? [] : [{ label, yours: words(yours), theirs: words(other) }]
  })
}
