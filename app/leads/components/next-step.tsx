import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { Icon } from "~/ui/icon"
import { Link } from "~/ui/link"
import { Panel } from "~/ui/page"
import type { LeadMay, ShownLead } from "../lead-view"

type Props = { lead: ShownLead; may: LeadMay }

/** Where the lead stands in a sentence, and what brings it on. */
export function NextStep({ lead, may }: Props) {
  return (
    <div className="mt-3 mb-8">
      <Panel title={lead.isOpen ? "Next step" : "What became of it"}>
        {lead.became ? <Became {...lead.became} /> : <p className="break-words">{sentenceOf(lead)}</p>}
        {lead.isOpen && <Steps lead={lead} may={may} />}
      </Panel>
    </div>
  )
}

function sentenceOf({ status, waiting, isMine, ownerName, lostReason }: ShownLead): string {
  if (status === "disqualified") return `Put aside${lostReason ? `: ${lostReason}` : ""}.`
  if (status === "qualified") return "Worth a deal: convert it to a company, a contact and a deal."
  if (ownerName === null)
    return `Nobody has taken this up. It came ${waiting === "0 min" ? "just now" : `${waiting} ago`}.`
  return `${isMine ? "You are" : `${ownerName} is`} working on this. Answer it, then qualify it or put it aside.`
}

function Steps({ lead, may }: Props) {
  const leadId = lead.id
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      {may.assign && lead.ownerId === null && (
        <ActionForm
          action={href("/leads/:leadId/assign", { leadId })}
          fields={{ ownerId: lead.me }}
          label="Assign to me"
        />
      )}
      {lead.email && (
        <a className="button" data-tone="plain" href={`mailto:${encodeURIComponent(lead.email)}`}>
          <Icon name="mail" />
          Write an e-mail
        </a>
      )}
      {may.qualify && lead.status !== "qualified" && (
        <ActionForm action={href("/leads/:leadId/qualify", { leadId })} label="Qualify" shortcut="q" />
      )}
      {may.disqualify && (
        <Link className="button" data-tone="plain" to={href("/leads/:leadId/disqualify", { leadId })}>
          Put aside
        </Link>
      )}
    </div>
  )
}

function Became({ company, contact, deal }: NonNullable<ShownLead["became"]>) {
  return (
    <p className="break-words">
      Converted to the deal <Link to={href("/deals/:dealId", { dealId: deal.dealId })}>{deal.title}</Link> with{" "}
      <Link to={href("/contacts/:contactId", { contactId: contact.contactId })}>{contact.name}</Link> of{" "}
      <Link to={href("/companies/:companyId", { companyId: company.companyId })}>{company.name}</Link>.
    </p>
  )
}
