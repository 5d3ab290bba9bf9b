import { Icon } from "~/ui/icon"
import type { GrantedByNoun } from "../own-role"
import type { Scope } from "../role"

/** The acts of a noun as the table shows them, and how far each can be given. */
export type NounOfTable = {
  noun: string
  title: string
  acts: { verb: string; name: string; scopes: readonly Scope[] }[]
}

const columns = [
  { value: "none", label: "No" },
  { value: "own", label: "Own" },
  { value: "team", label: "Team’s" },
  { value: "all", label: "All" },
] as const

type PermissionTableProps = {
  nouns: readonly NounOfTable[]
  chosen: GrantedByNoun
  errors: Record<string, string[] | null | undefined>
}

/** Every act under its noun, with how far it reaches: one choice a row, its own words read out for each. */
export function PermissionTable({ nouns, chosen, errors }: PermissionTableProps) {
  return (
    <table className="grants">
      <caption className="sr-only">What the role may do, and with whose records</caption>
      <thead>
        <tr>
          <th scope="col">Act</th>
          {columns.map(({ value, label }) => (
            <th key={value} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      {nouns.map(({ noun, title, acts }) => (
        <tbody key={noun}>
          <tr>
            <th scope="rowgroup" colSpan={5}>
              {title}
            </th>
          </tr>
          {acts.map((act) => (
            <Row
              key={act.verb}
              act={act}
              name={`granted.${noun}.${act.verb}`}
              words={`${title}, ${act.name}`}
              chosen={chosen[noun]?.[act.verb] ?? "none"}
              errors={errors[`granted.${noun}.${act.verb}`] ?? null}
            />
          ))}
        </tbody>
      ))}
    </table>
  )
}

type RowProps = {
  act: NounOfTable["acts"][number]
  name: string
  words: string
  chosen: string
  errors: string[] | null
}

function Row({ act, name, words, chosen, errors }: RowProps) {
  const isOffered = (value: string) => value === "none" || act.scopes.some((scope) => scope === value)
  return (
    <tr>
      <th scope="row">
        {act.name}
        {errors && (
          <span className="field-error" id={`${name}-error`}>
            <Icon name="circle-alert" size="sm" />
            <span>{errors.join(" ")}</span>
          </span>
        )}
      </th>
      {columns.map(({ value, label }) => (
        <td key={value}>
          {isOffered(value) && (
            <label>
              <input
                type="radio"
                className="radio"
                id={value === "none" ? name : undefined}
                name={name}
                value={value}
                defaultChecked={value === chosen}
                aria-label={`${words}: ${label}`}
                aria-invalid={errors ? true : undefined}
                aria-describedby={errors ? `${name}-error` : undefined}
              />
            </label>
          )}
        </td>
      ))}
    </tr>
  )
}
