import { ButtonLink, SubmitButton } from "./button"
import { Icon } from "./icon"

type Difference = { label: string; theirs: string; yours: string }

type ConflictNoticeProps = {
  differences: Difference[]
  changedBy?: string
  changedWhen?: string
  useTheirsHref: string
  form?: string
}

/** Someone else was faster: both versions side by side, and the choice between them. Stands in the form that was sent. */
export function ConflictNotice({ differences, changedBy, changedWhen, useTheirsHref, form }: ConflictNoticeProps) {
  const sentence = `${changedBy ?? "Someone"} changed this${changedWhen ? ` ${changedWhen}` : ""}`
  return (
    <section className="conflict" role="alert" aria-label="This was changed meanwhile">
      <header className="conflict-head">
        <Icon name="triangle-alert" />
        <div>
          <p className="conflict-title">{sentence}</p>
          <p>Nothing is lost: your text is still in the form below. Choose which one to keep.</p>
        </div>
      </header>
      <table className="conflict-table" aria-label="Differences">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Yours</th>
            <th scope="col">{changedBy ? `By ${changedBy}` : "Theirs"}</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ label, theirs, yours }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td data-who="Yours">{yours || "–"}</td>
              <td data-who="Theirs">{theirs || "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="conflict-actions">
        <SubmitButton tone="plain" name="keep" value="mine" form={form}>
          Keep mine
        </SubmitButton>
        <ButtonLink href={useTheirsHref} tone="quiet" reload>
          Use theirs
        </ButtonLink>
      </div>
    </section>
  )
}
