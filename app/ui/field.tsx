import type { ReactNode } from "react"
import { Icon } from "./icon"

/** What a field takes from Conform's metadata; any FieldMetadata of a text, number, date or choice fits. */
export type BoundField = {
  key?: string
  id: string
  name: string
  errors?: string[]
  initialValue?: unknown
  required?: boolean
  minLength?: number
  maxLength?: number
  min?: string | number
  max?: string | number
  step?: string | number
  pattern?: string
}

export type FieldProps = {
  label: string
  name?: string
  field?: BoundField
  id?: string
  defaultValue?: string | number | null
  errors?: string[]
  hint?: ReactNode
  optional?: boolean
  required?: boolean
  hideLabel?: boolean
  autoComplete?: string
  placeholder?: string
  disabled?: boolean
  readOnly?: boolean
  form?: string
  width?: "short" | "medium" | "full"
  compact?: boolean
}

/** Id, name, value, errors and what describes the control, from Conform's field or from plain props. */
export function controlOf(props: FieldProps) {
  const { field } = props
  const name = props.name ?? field?.name
  const id = props.id ?? field?.id ?? name ?? ""
  const errors = props.errors ?? field?.errors
  const invalid = Boolean(errors?.length)
  const described = [props.hint ? `${id}-hint` : "", invalid ? `${id}-error` : ""].filter(Boolean).join(" ")
  return {
    key: field?.key,
    id,
    errors,
    initial: field ? field.initialValue : props.defaultValue,
    attributes: {
      id,
      name,
      form: props.form,
      autoComplete: props.autoComplete,
      disabled: props.disabled,
      required: props.optional ? undefined : (props.required ?? field?.required) || undefined,
      "aria-invalid": invalid || undefined,
      "aria-describedby": described || undefined,
    },
  }
}

/** A first value as the text a control starts with. */
export function initialText(initial: unknown): string | undefined {
  if (typeof initial === "string") return initial
  return typeof initial === "number" || typeof initial === "bigint" ? String(initial) : undefined
}

/** The words that say what is wrong with one field. */
export function FieldErrors({ id, errors }: { id: string; errors?: string[] }) {
  if (!errors?.length) return null
  return (
    <p className="field-error" id={`${id}-error`}>
      <Icon name="circle-alert" size="sm" />
      <span>{errors.join(" ")}</span>
    </p>
  )
}

/** "(optional)" behind the label of what may stay empty; everything else is needed. */
export function OptionalMark({ optional }: { optional?: boolean }) {
  return optional ? <span className="field-optional"> (optional)</span> : null
}

type FrameProps = Pick<FieldProps, "label" | "hint" | "errors" | "optional" | "hideLabel" | "width" | "compact"> & {
  id: string
  children: ReactNode
}

/** Label above, hint below it, control, and the error in words below that. */
export function Field({ label, id, hint, errors, optional, hideLabel, width, compact, children }: FrameProps) {
  return (
    <div className="field" data-width={width} data-compact={compact || undefined}>
      <label htmlFor={id} className={hideLabel || compact ? "sr-only" : "field-label"}>
        {label}
        <OptionalMark optional={optional} />
      </label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FieldErrors id={id} errors={errors} />
    </div>
  )
}

/** Fields that belong on one line where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="field-row">{children}</div>
}

/** Fields that belong together, under a heading of their own. */
export function FieldGroup({ title, text, children }: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="field-group">
      <legend>{title}</legend>
      {text && <p className="field-group-text">{text}</p>}
      {children}
    </fieldset>
  )
}
