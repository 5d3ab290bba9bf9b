import { type Permission, permissions } from "~/permissions"
import { roleNames, roles, type Scope } from "../role"
import type { NounOfTable } from "./permission-table"

const words: Record<Scope, string> = { own: "Own", team: "Team", all: "All" }

/** What each built-in role may do, side by side, as the table of permissions has it. */
export function RoleComparison({ nouns }: { nouns: readonly NounOfTable[] }) {
  return (
    <details className="grants-compared">
      <summary>Compare what they may do</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className="grants-scroll" aria-label="What built-in roles may do" tabIndex={0}>
        <table className="grants">
          <thead>
            <tr>
              <th scope="col">Act</th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {roleNames[role]}
                </th>
              ))}
            </tr>
          </thead>
          {nouns.map(({ noun, title, acts }) => (
            <tbody key={noun}>
              <tr>
                <th scope="rowgroup" colSpan={6}>
                  {title}
                </th>
              </tr>
              {acts.map(({ verb, name }) => (
                <tr key={verb}>
                  <th scope="row">{name}</th>
                  {roles.map((role) => (
                    <Cell key={role} scope={permissions[`${noun}.${verb}` as Permission][role]} />
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </details>
  )
}

const Cell = ({ scope }: { scope: Scope | null }) => <td data-scope={scope ?? "none"}>{scope ? words[scope] : "No"}</td>
