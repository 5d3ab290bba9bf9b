import { href, withQuery } from "~/platform/language/paths"
import { DateField, SelectField, TextField } from "~/ui/fields"
import { FilterBar, FilterChip, SearchField } from "~/ui/filter-bar"

type Option = { value: string; label: string }

type AuditFiltersProps = {
  filter: Partial<Record<"person" | "act" | "record" | "from" | "to" | "address" | "q", string>>
  people: Option[]
  acts: { label: string; options: Option[] }[]
}

/** What the record can be asked for: a person, an act, days, a network address, a text, or one record. */
export function AuditFilters({ filter, people, acts }: AuditFiltersProps) {
  const { person, act, record, from, to, address, q } = filter
  const everybody = [...people, { value: "clients", label: "Clients" }, { value: "program", label: "Signoff itself" }]
  return (
    <>
      <FilterBar action={href("/settings/audit")} label="Find in the audit log" fields={{ record }}>
        <SearchField name="q" label="Search the audit log" defaultValue={q} />
        <SelectField
          compact
          label="Who"
          name="person"
          defaultValue={person}
          placeholder="Anybody"
          options={everybody}
        />
        <SelectField compact label="What" name="act" defaultValue={act} placeholder="Any act" options={acts} />
        <DateField compact label="From" prefix="From" name="from" defaultValue={from} />
        <DateField compact label="To" prefix="To" name="to" defaultValue={to} />
        <TextField
          compact
          label="Network address"
          name="address"
          defaultValue={address}
          placeholder="Network address"
        />
      </FilterBar>
      {record && (
        <div className="filter-bar">
          <FilterChip
            removeHref={withQuery(href("/settings/audit"), { ...filter, record: null })}
            removeLabel="Show all records"
          >
            One record alone
          </FilterChip>
        </div>
      )}
    </>
  )
}
