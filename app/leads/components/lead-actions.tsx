import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Menu, MenuAction, MenuLink, MenuSeparator } from "~/ui/menu"
import type { LeadMay, ShownLead } from "../lead-view"

/** What can be done with a lead, the next step first of all. */
export function LeadActions({ lead, may }: { lead: ShownLead; may: LeadMay }) {
  const leadId = lead.id
  const aside = lead.isOpen && may.disqualify
  const undo = lead.status === "converted" && may.reopen
  const remove = lead.status !== "converted" && may.delete
  return (
    <>
      {may.edit && (
        <ButtonLink href={href("/leads/:leadId/edit", { leadId })} shortcut="e">
          Edit
        </ButtonLink>
      )}
      <Primary lead={lead} may={may} />
      {(aside || undo || remove) && (
        <Menu label="More">
          {aside && <MenuLink href={href("/leads/:leadId/disqualify", { leadId })}>Put aside</MenuLink>}
          {aside && (
            <MenuAction action={href("/leads/:leadId/disqualify", { leadId })} fields={{ reason: "Spam" }}>
              Mark as spam
            </MenuAction>
          )}
          {undo && <MenuAction action={href("/leads/:leadId/reopen", { leadId })}>Undo conversion</MenuAction>}
          {aside && remove && <MenuSeparator />}
          {remove && <MenuLink href={href("/leads/:leadId/delete", { leadId })}>Delete lead</MenuLink>}
        </Menu>
      )}
    </>
  )
}

function Primary({ lead, may }: { lead: ShownLead; may: LeadMay }) {
  const leadId = lead.id
  if (lead.became) {
    return (
      <ButtonLink href={href("/deals/:dealId", { dealId: lead.became.deal.dealId })} tone="primary">
        Open deal
      </ButtonLink>
    )
  }
  if (lead.status === "disqualified") {
    if (!may.reopen) return null
    return <ActionForm action={href("/leads/:leadId/reopen", { leadId })} label="Reopen" tone="primary" />
  }
  if (!may.convert) return null
  return (
    <ButtonLink href={href("/leads/:leadId/convert", { leadId })} tone="primary" shortcut="v">
      Convert
    </ButtonLink>
  )
}
