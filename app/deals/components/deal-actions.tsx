import type { DealStatus } from "~/deals/deal"
import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Menu, MenuAction, MenuLink, MenuSeparator } from "~/ui/menu"

type DealActionsProps = {
  deal: { id: string; status: DealStatus; isReady: boolean }
  may: Record<"edit" | "win" | "lose" | "reopen" | "delete" | "draft", boolean>
  submission: string
  /** Drafting the first proposal is the next step; another is not. */
  hasProposal: boolean
}

/** What one may do with a deal: the next step as the main button, the rest behind "More". */
export function DealActions({ deal, may, submission, hasProposal }: DealActionsProps) {
  const { id: dealId, status } = deal
  const isOpen = status === "open"
  return (
    <>
      {may.edit && (
        <ButtonLink href={href("/deals/:dealId/edit", { dealId })} shortcut="e">
          Edit
        </ButtonLink>
      )}
      {!isOpen && may.reopen && (
        <ActionForm action={href("/deals/:dealId/reopen", { dealId })} label="Reopen deal" fields={{ submission }} />
      )}
      {isOpen && may.draft && deal.isReady && (
        <ActionForm
          action={href("/deals/:dealId/proposals", { dealId })}
          label="Draft proposal"
          tone={hasProposal ? "plain" : "primary"}
          fields={{ submission }}
        />
      )}
      {(may.win || may.lose || may.delete) && (
        <Menu label="More">
          {status !== "won" && may.win && (
            <MenuAction action={href("/deals/:dealId/win", { dealId })} fields={{ submission }} icon="check">
              Win deal
            </MenuAction>
          )}
          {isOpen && may.lose && (
            <MenuLink href={href("/deals/:dealId/lose", { dealId })} icon="x">
              Lose deal
            </MenuLink>
          )}
          {may.delete && (
            <>
              <MenuSeparator />
              <MenuLink href={href("/deals/:dealId/delete", { dealId })} icon="trash-2">
                Delete deal
              </MenuLink>
            </>
          )}
        </Menu>
      )}
    </>
  )
}
