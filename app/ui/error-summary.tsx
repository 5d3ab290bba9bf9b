import { useEffect } from "react"
import type { BoundField } from "./field"
import { Icon } from "./icon"

export type FieldError = { fieldId: string; label: string; message: string }

/** The summary's lines from fields as Conform knows them. */
export function errorsOf(fields: { label: string; field: Pick<BoundField, "id" | "errors"> }[]): FieldError[] {
  return fields.flatMap(({ label, field }) =>
    (field.errors ?? []).map((message) => ({ fieldId: field.id, label, message })),
  )
}

const prefix = "Error: "

type ErrorSummaryProps = { errors: FieldError[]; formErrors?: string[] }

/** What must be put right before the form can be sent, each line a way to its field. Draws nothing when all is well. */
export function ErrorSummary({ errors, formErrors = [] }: ErrorSummaryProps) {
  const count = errors.length + formErrors.length
  useEffect(() => {
    if (count === 0) return
    if (!document.title.startsWith(prefix)) document.title = prefix + document.title
    return () => {
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length)
    }
  }, [count])
  if (count === 0) return null
  return (
    <div className="error-summary" role="alert">
      <Icon name="circle-alert" />
      <div>
        {errors.length > 0 && (
          <p className="error-summary-title">
            {errors.length === 1 ? "Check 1 field" : `Check ${errors.length} fields`}
          </p>
        )}
        {formErrors.map((message) => (
          <p key={message} className="error-summary-title">
            {message}
          </p>
        ))}
        {errors.length > 0 && (
          <ul>
            {errors.map(({ fieldId, label, message }) => (
              <li key={`${fieldId}${message}`}>
                <a href={`#${fieldId}`}>{label}</a>: {message}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
