import { Form } from "@remix-run/react"
import type { ReactNode } from "react"
import { type Fields, HiddenFields } from "./action-form"
import { Icon } from "./icon"
import { shortcutAttributes } from "./kbd"
import { Link } from "./link"

type FilterBarProps = {
  action?: string
  label?: string
  children: ReactNode
  fields?: Fields
  submit?: string
}

/** Narrows a list: a form whose answers stand in the address. */
export function FilterBar({ action, label = "Filter", children, fields, submit = "Apply" }: FilterBarProps) {
  return (
    <Form className="filter-bar" method="get" action={action} role="search" aria-label={label} preventScrollReset>
      {fields && <HiddenFields fields={fields} />}
      {children}
      <button className="button" data-tone="quiet" type="submit">
        {submit}
      </button>
    </Form>
  )
}

type SearchFieldProps = { name?: string; label: string; defaultValue?: string | null; placeholder?: string }

/** The search of this list; the key / leads here. */
export function SearchField({ name = "q", label, defaultValue, placeholder }: SearchFieldProps) {
  return (
    <label className="search-field">
      <Icon name="search" />
      <span className="sr-only">{label}</span>
      <input
        key={defaultValue ?? ""}
        type="search"
        name={name}
        defaultValue={defaultValue ?? ""}
        placeholder={placeholder ?? label}
        autoComplete="off"
        {...shortcutAttributes("/")}
      />
    </label>
  )
}

type FilterChipProps = { children: ReactNode; removeHref: string; removeLabel: string }

/** A filter in force, written as a sentence, with the way to take it off. */
export function FilterChip({ children, removeHref, removeLabel }: FilterChipProps) {
  return (
    <span className="filter-chip">
      {children}
      <Link to={removeHref} aria-label={removeLabel} preventScrollReset>
        <Icon name="x" size="sm" />
      </Link>
    </span>
  )
}
