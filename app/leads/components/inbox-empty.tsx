import type { ReactNode } from "react"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import type { LeadView } from "../lead"

const titles: Record<LeadView, string> = {
  new: "No new leads",
  mine: "Nothing waits for you",
  working: "Nobody is working on a lead",
  qualified: "No qualified leads",
  converted: "No lead has become a deal yet",
  disqualified: "No lead was put aside",
  all: "No leads yet",
}

type InboxEmptyProps = { view: LeadView; isFiltered: boolean; formUrl: string | null; action: ReactNode }

/** An inbox with nothing in it: the address of the enquiry form, to be shared. */
export function InboxEmpty({ view, isFiltered, formUrl, action }: InboxEmptyProps) {
  if (isFiltered) {
    return (
      <Empty
        title="No lead fits"
        text="No lead of this view has this name, company, address or owner."
        action={<ButtonLink href={href("/leads")}>Clear filters</ButtonLink>}
      />
    )
  }
  const share = formUrl && (
    <>
      Enquiries sent through your form arrive here. Share its address, or link to it from your website:
      <br />
      <a href={formUrl} className="break-all">
        {formUrl}
      </a>
    </>
  )
  return <Empty title={titles[view]} text={share} action={action} />
}
