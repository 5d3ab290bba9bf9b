import { iconOf } from "~/timeline/components/event-icon"
import { Chip } from "~/ui/chip"
import { Facts } from "~/ui/facts"
import { Icon } from "~/ui/icon"
import { Link } from "~/ui/link"
import { When } from "~/ui/when"
import type { AuditField, AuditLine } from "../audit-page.server"

/** The record, newest first: each row a sentence, which opens to everything that is known of it. */
export function AuditList({ lines }: { lines: readonly AuditLine[] }) {
  return (
    <ol className="audit" aria-label="What happened, newest first">
      {lines.map((line) => (
        <li key={line.id}>
          <details>
            <summary>
              <Icon name={iconOf(line.name) ?? "clock"} />
              <span className="audit-text">
                {line.text}
                <span className="audit-who">{line.who}</span>
              </span>
              <When at={line.at}>{line.when}</When>
            </summary>
            <Known line={line} />
          </details>
        </li>
      ))}
    </ol>
  )
}

function Known({ line }: { line: AuditLine }) {
  const { name, ip, device, requestId, isSealed, href, allOfRecord, changes, facts } = line
  const sealed = isSealed ? <Chip tone="moss">Sealed</Chip> : <Chip>Not sealed yet</Chip>
  return (
    <div className="audit-known">
      <Facts
        items={[
          { label: "Act", value: <code>{name}</code> },
          { label: "Network address", value: ip },
          { label: "Device", value: device },
          { label: "Request", value: requestId && <code>{requestId}</code> },
          { label: "Chain", value: sealed },
          ...(href ? [{ label: "Record", value: <Link to={href}>Open the record</Link> }] : []),
          ...(allOfRecord ? [{ label: "History", value: <Link to={allOfRecord}>Everything done to it</Link> }] : []),
          ...facts.map(({ label, value }) => ({ label, value })),
        ]}
      />
      {changes.length > 0 && <Changes changes={changes} />}
    </div>
  )
}

function Changes({ changes }: { changes: readonly AuditField[] }) {
  return (
    <div className="table-frame">
      <table className="table audit-changes" aria-label="Before and after">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, from, to }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td>{from ? <del>{from}</del> : <span className="missing">–</span>}</td>
              <td>{to ? <ins>{to}</ins> : <span className="missing">–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
