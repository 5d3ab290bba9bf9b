import type { ReactNode } from "react"
import { useLook } from "~/organizations/components/look"
import { useRootData } from "~/platform/http/root-data"
import { DocumentPage } from "~/ui/document-page"
import { Notices } from "~/ui/notices"
import type { ClientPage } from "./client-page-view"

type ClientFrameProps = {
  page: Pick<ClientPage, "agency" | "contact" | "document">
  /** What has to be known before anything else on the page. */
  notice?: ReactNode
  summary?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** What stands around everything a client sees of a proposal: whose page it is, what has just happened, and whom to write to. */
export function ClientFrame({ page, notice, summary, actions, children }: ClientFrameProps) {
  const passing = useRootData()?.notice
  const { agency, contact, document } = page
  const look = useLook()
  return (
    <DocumentPage
      {...look}
      brand={agency.name}
      brandDetail={document.validUntil && `Valid until ${document.validUntil}`}
      notices={
        <>
          <Notices items={passing ? [passing] : []} />
          {notice}
        </>
      }
      summary={summary}
      actions={actions}
      footer={<Whom name={contact?.name ?? agency.name} email={contact?.email ?? agency.email} />}
    >
      {children}
    </DocumentPage>
  )
}

function Whom({ name, email }: { name: string; email: string | null }) {
  if (!email) return null
  return (
    <p>
      Questions? Write to {name}, <a href={`mailto:${email}`}>{email}</a>
    </p>
  )
}
