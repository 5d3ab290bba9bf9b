import type { InputHTMLAttributes, ReactNode } from "react"
import { controlOf, Field, type FieldProps, initialText } from "./field"
import { Icon } from "./icon"

type InputType = "text" | "tel" | "url" | "search" | "email" | "password" | "date" | "time"

type LineProps = FieldProps & {
  type?: InputType
  inputMode?: InputHTMLAttributes<HTMLInputElement>["inputMode"]
  minLength?: number
  maxLength?: number
  min?: string | number
  max?: string | number
  step?: string | number
  prefix?: ReactNode
  suffix?: ReactNode
  suggestions?: string[]
  figures?: boolean
}

/** One line of input with its label, hint and error; the other fields of one line are made from it. */
function LineField(props: LineProps) {
  const { label, hint, optional, hideLabel, width, compact, field, type = "text", prefix, suffix, suggestions } = props
  const control = controlOf(props)
  const input = (
    <input
      key={control.key}
      {...control.attributes}
      className="input"
      type={type}
      inputMode={props.inputMode}
      defaultValue={initialText(control.initial)}
      placeholder={props.placeholder}
      readOnly={props.readOnly}
      minLength={props.minLength ?? field?.minLength}
      maxLength={props.maxLength ?? field?.maxLength}
      min={props.min ?? field?.min}
      max={props.max ?? field?.max}
      step={props.step ?? field?.step}
      pattern={field?.pattern}
      list={suggestions ? `${control.id}-list` : undefined}
      data-figures={props.figures || undefined}
    />
  )
  const frame = { label, hint, optional, hideLabel, width, compact, id: control.id, errors: control.errors }
  return (
    <Field {...frame}>
      {prefix || suffix ? (
        <span className="input-affixed">
          {prefix && <span className="input-affix">{prefix}</span>}
          {input}
          {suffix && <span className="input-affix">{suffix}</span>}
        </span>
      ) : (
        input
      )}
      {suggestions && (
        <datalist id={`${control.id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </Field>
  )
}

type TextFieldProps = Omit<LineProps, "type" | "figures" | "min" | "max" | "step"> & {
  type?: "text" | "email" | "tel" | "url" | "search" | "time"
}

/** A line of text; with `suggestions` the browser offers them while typing. */
export function TextField(props: TextFieldProps) {
  return <LineField {...props} />
}

/** A mail address. */
export function EmailField({ autoComplete = "email", ...props }: FieldProps & { maxLength?: number }) {
  return <LineField inputMode="email" {...props} autoComplete={autoComplete} type="email" />
}

/** A password; never shown again after a failed attempt. */
export function PasswordField({
  autoComplete = "current-password",
  ...props
}: Omit<FieldProps, "defaultValue"> & { minLength?: number; maxLength?: number }) {
  const field = props.field && { ...boundPassword(props.field) }
  return <LineField {...props} field={field} autoComplete={autoComplete} type="password" />
}

function boundPassword(field: NonNullable<FieldProps["field"]>) {
  const { key, id, name, errors, required, minLength, maxLength } = field
  return { key, id, name, errors, required, minLength, maxLength }
}

type FiguresProps = FieldProps & Pick<LineProps, "min" | "max" | "step" | "prefix" | "suffix">

/** A number, typed as the person writes numbers; the server reads it. */
export function NumberField(props: FiguresProps) {
  return <LineField inputMode="decimal" autoComplete="off" {...props} type="text" figures />
}

/** An amount of money, typed as the person writes it; the currency stands before it. */
export function MoneyField({ currency, ...props }: FieldProps & { currency: string }) {
  return <LineField inputMode="decimal" autoComplete="off" {...props} type="text" prefix={currency} figures />
}

/** A day of the calendar. */
export function DateField(props: FieldProps & Pick<LineProps, "prefix"> & { min?: string; max?: string }) {
  return <LineField autoComplete="off" width="short" {...props} type="date" />
}

type TextAreaProps = FieldProps & { rows?: number; maxLength?: number; minLength?: number; monospace?: boolean }

/** Several lines of text; grows with what is typed where the browser can. */
export function TextArea(props: TextAreaProps) {
  const { label, hint, optional, hideLabel, width, compact, field, rows = 4 } = props
  const control = controlOf(props)
  const frame = { label, hint, optional, hideLabel, width, compact, id: control.id, errors: control.errors }
  return (
    <Field {...frame}>
      <textarea
        key={control.key}
        {...control.attributes}
        className="input"
        rows={rows}
        defaultValue={initialText(control.initial)}
        placeholder={props.placeholder}
        readOnly={props.readOnly}
        minLength={props.minLength ?? field?.minLength}
        maxLength={props.maxLength ?? field?.maxLength}
        data-monospace={props.monospace || undefined}
      />
    </Field>
  )
}

export type Option = { value: string; label: string; disabled?: boolean }
export type OptionGroup = { label: string; options: Option[] }

type SelectFieldProps = FieldProps & { options: readonly (Option | OptionGroup)[]; submitOnChange?: boolean }

/** One of a handful of answers; a placeholder makes choosing necessary. */
export function SelectField(props: SelectFieldProps) {
  const { label, hint, optional, hideLabel, width, compact, options, placeholder } = props
  const control = controlOf(props)
  const frame = { label, hint, optional, hideLabel, width, compact, id: control.id, errors: control.errors }
  return (
    <Field {...frame}>
      <SelectControl {...{ control, options, placeholder }} submitOnChange={props.submitOnChange} />
    </Field>
  )
}

type SelectControlProps = Pick<SelectFieldProps, "options" | "placeholder" | "submitOnChange"> & {
  control: ReturnType<typeof controlOf>
}

/** The control itself, without its label and error. */
export function SelectControl({ control, options, placeholder, submitOnChange }: SelectControlProps) {
  return (
    <span className="select">
      <select
        key={control.key}
        {...control.attributes}
        className="input"
        defaultValue={initialText(control.initial) ?? (placeholder === undefined ? undefined : "")}
        onChange={submitOnChange ? (event) => event.currentTarget.form?.requestSubmit() : undefined}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) =>
          "options" in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(optionElement)}
            </optgroup>
          ) : (
            optionElement(option)
          ),
        )}
      </select>
      <Icon name="chevron-down" />
    </span>
  )
}

function optionElement({ value, label, disabled }: Option) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  )
}
