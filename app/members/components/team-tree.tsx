import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Link } from "~/ui/link"

type Team = { id: string; name: string; depth: number; members: string[] }
type TeamTreeProps = { teams: readonly Team[]; mayEdit: boolean; mayAssign: boolean; mayDelete: boolean }

/** How far a team is set in at the most, so that names keep room on a phone. */
const deepest = 6

/** Teams from the top down, each with who is in it; an empty one can be deleted. */
export function TeamTree({ teams, mayEdit, mayAssign, mayDelete }: TeamTreeProps) {
  return (
    <ul className="team-tree" aria-label="Teams">
      {teams.map(({ id, name, depth, members }, at) => {
        const isParent = (teams[at + 1]?.depth ?? 0) > depth
        return (
          <li key={id} data-depth={Math.min(depth, deepest)}>
            <span className="team-words">
              {mayEdit ? (
                <Link to={href("/settings/teams/:teamId/edit", { teamId: id })}>
                  {depth > 0 && <span className="sr-only">within, level {depth + 1}: </span>}
                  {name}
                </Link>
              ) : (
                <span>{name}</span>
              )}
              <span className="hint">{members.length > 0 ? members.join(", ") : "Nobody"}</span>
            </span>
            {mayAssign && (
              <ButtonLink href={href("/settings/teams/:teamId/members/assign", { teamId: id })} tone="quiet">
                Members<span className="sr-only"> of {name}</span>
              </ButtonLink>
            )}
            {mayDelete && members.length === 0 && !isParent && (
              <ActionForm action={href("/settings/teams/:teamId/delete", { teamId: id })} tone="quiet">
                Delete<span className="sr-only"> {name}</span>
              </ActionForm>
            )}
          </li>
        )
      })}
    </ul>
  )
}
