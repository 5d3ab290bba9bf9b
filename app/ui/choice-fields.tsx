import type { ReactNode } from "react"
import { controlOf, FieldErrors, type FieldProps, initialText, OptionalMark } from "./field"

type CheckboxFieldProps = Omit<FieldProps, "label" | "defaultValue"> & {
  label: ReactNode
  value?: string
  defaultChecked?: boolean
}

/** A yes or no, with the whole line to press. */
export function CheckboxField({ label, value = "on", defaultChecked, ...props }: CheckboxFieldProps) {
  const control = controlOf({ ...props, label: "" })
  const checked = props.field ? isChosen(control.initial, value) : defaultChecked
  return (
    <div className="field">
      <div className="choice">
        <input
          key={control.key}
          {...control.attributes}
          className="check"
          type="checkbox"
          value={value}
          defaultChecked={checked}
        />
        <label htmlFor={control.id}>
          {label}
          <OptionalMark optional={props.optional} />
        </label>
        {props.hint && (
          <p className="choice-hint" id={`${control.id}-hint`}>
            {props.hint}
          </p>
        )}
      </div>
      <FieldErrors id={control.id} errors={control.errors} />
    </div>
  )
}

function isChosen(initial: unknown, value: string): boolean {
  return Array.isArray(initial) ? initial.includes(value) : initial === value
}

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean }

type ChoicesProps = {
  type: "radio" | "checkbox"
  props: FieldProps
  options: readonly Choice[]
  layout?: "list" | "row" | "cards"
  isDefault: (value: string, initial: unknown) => boolean
}

function Choices({ type, props, options, layout = "list", isDefault }: ChoicesProps) {
  const control = controlOf(props)
  const { id, required, ...attributes } = control.attributes
  return (
    <fieldset
      className="field choices"
      id={id}
      tabIndex={-1}
      aria-describedby={attributes["aria-describedby"]}
      data-layout={layout}
    >
      <legend className={props.hideLabel ? "sr-only" : "field-label"}>
        {props.label}
        <OptionalMark optional={props.optional} />
      </legend>
      {props.hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <div className="choice-list">
        {options.map((option) => (
          <div className="choice" key={`${control.key}${option.value}`}>
            <input
              {...attributes}
              id={`${id}-${option.value}`}
              aria-describedby={option.hint ? `${id}-${option.value}-hint` : undefined}
              className={type === "radio" ? "radio" : "check"}
              type={type}
              value={option.value}
              disabled={option.disabled ?? attributes.disabled}
              required={type === "radio" ? required : undefined}
              defaultChecked={isDefault(option.value, control.initial)}
            />
            <label htmlFor={`${id}-${option.value}`}>{option.label}</label>
            {option.hint && (
              <p className="choice-hint" id={`${id}-${option.value}-hint`}>
                {option.hint}
              </p>
            )}
          </div>
        ))}
      </div>
      <FieldErrors id={id} errors={control.errors} />
    </fieldset>
  )
}

type RadioGroupProps = FieldProps & { options: readonly Choice[]; layout?: "list" | "row" | "cards" }

/** One of a few answers, all in sight. */
export function RadioGroup({ options, layout, ...props }: RadioGroupProps) {
  const isDefault = (value: string, initial: unknown) => initialText(initial) === value
  return <Choices type="radio" props={props} options={options} layout={layout} isDefault={isDefault} />
}

type CheckboxGroupProps = Omit<FieldProps, "defaultValue"> & {
  options: readonly Choice[]
  defaultValue?: readonly string[]
  layout?: "list" | "row"
}

/** Any number of a few answers. */
export function CheckboxGroup({ options, layout, defaultValue = [], ...props }: CheckboxGroupProps) {
  const isDefault = (value: string, initial: unknown) =>
    props.field ? isChosen(initial, value) : defaultValue.includes(value)
  return <Choices type="checkbox" props={props} options={options} layout={layout} isDefault={isDefault} />
}
