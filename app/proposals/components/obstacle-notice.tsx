import { href } from "~/platform/language/paths"
import { Link } from "~/ui/link"
import { Notice } from "~/ui/notices"
import { type FieldObstacle, proposalFormId } from "./proposal-form"

type ObstacleNoticeProps = { proposalId: string; title: string; obstacles: readonly FieldObstacle[]; reload?: boolean }

/** What keeps a proposal from being sent, each line a way to its field. Draws nothing when all is well. */
export function ObstacleNotice({ proposalId, title, obstacles, reload }: ObstacleNoticeProps) {
  if (obstacles.length === 0) return null
  const edit = href("/proposals/:proposalId/edit", { proposalId })
  return (
    <Notice tone="warn" title={title}>
      <ul>
        {obstacles.map(({ field, sentence }) => (
          <li key={sentence}>
            <Link to={`${edit}#${proposalFormId}-${field}`} reloadDocument={reload}>
              {sentence}
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
