import { href } from "~/platform/language/paths"
import { Menu, MenuAction, MenuButton, MenuForm, MenuHeading, MenuLink, MenuSeparator } from "~/ui/menu"

type Stage = { id: string; name: string }

type MoveMenuProps = {
  deal: { id: string; title: string; stageId: string }
  stages: readonly Stage[]
  /** Where one comes back to. */
  returnTo: string
}

/** Everywhere a deal can go from its card: the other stages, won, or lost. */
export function MoveMenu({ deal, stages, returnTo }: MoveMenuProps) {
  const { id: dealId, title, stageId } = deal
  return (
    <Menu label={`Move ${title}`} icon="arrow-right-left" tone="quiet" iconOnly compact>
      <MenuHeading>Move {title}</MenuHeading>
      <MenuForm action={href("/deals/:dealId/move", { dealId })} fields={{ fromStageId: stageId, returnTo }}>
        {stages.map((stage) => (
          <MenuButton key={stage.id} name="stageId" value={stage.id} current={stage.id === stageId}>
            {stage.name}
          </MenuButton>
        ))}
      </MenuForm>
      <MenuSeparator />
      <MenuAction action={href("/deals/:dealId/win", { dealId })} fields={{ returnTo }}>
        Win deal
      </MenuAction>
      <MenuLink href={href("/deals/:dealId/lose", { dealId })}>Lose deal</MenuLink>
    </Menu>
  )
}
