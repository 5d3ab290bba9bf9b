import type { ReactNode } from "react"
import { href } from "~/platform/language/paths"
import { HiddenFields } from "~/ui/action-form"
import { Amount } from "~/ui/amount"
import { ButtonLink, SubmitButton } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { Notice } from "~/ui/notices"
import type { FormReply } from "~/ui/reply-form"
import { standingChips } from "../standing"
import { ClientFrame } from "./client-frame"
import type { ClientPage } from "./client-page-view"
import { ClientScript } from "./client-script"
import { ClosedNotice } from "./closed-notice"
import { ProposalDocument } from "./proposal-document"
import { SignSection } from "./sign-form"
import { SignedSection } from "./signed-section"

type ClientProposalPageProps = {
  token: string
  page: ClientPage
  /** The invoice of the deposit, once it is signed and issued. */
  deposit: { number: string | null; address: string | null } | null
  submission: string
  reply: FormReply | undefined
}

/** A proposal as its client finds it: to be read, chosen from and signed; or how it ended, and what can be done now. */
export function ClientProposalPage(props: ClientProposalPageProps) {
  return props.page.state === "open" ? <OpenProposal {...props} /> : <ClosedProposal {...props} />
}

const pdfOf = (token: string) => (
  <ButtonLink href={href("/p/:token/pdf", { token })} icon="download" reload>
    PDF
  </ButtonLink>
)

function OpenProposal({ token, page, submission, reply }: ClientProposalPageProps) {
  const { money, terms } = page.document
  const addresses = {
    ask: href("/p/:token/ask", { token }),
    forward: href("/p/:token/forward", { token }),
    decline: href("/p/:token/decline", { token }),
  }
  const self = href("/p/:token", { token })
  return (
    <ClientFrame
      page={page}
      summary={<TotalInSight money={money} />}
      actions={
        <>
          {pdfOf(token)}
          <a className="button" data-tone="primary" href={terms ? "#terms" : "#sign"}>
            {terms ? "Read terms and sign" : "Sign"}
          </a>
        </>
      }
    >
      <form method="post" action={`${self}#sign`} data-offer={money.live}>
        <HiddenFields fields={{ submission }} />
        <ProposalDocument
          view={page.document}
          interactive
          choices={money.hasOptions && <UpdateTotal to={`${self}#pricing`} />}
        >
          <SignSection money={money} consent={page.consent} reply={reply} addresses={addresses} />
        </ProposalDocument>
      </form>
      <ClientScript seen={href("/p/:token/seen", { token })} />
    </ClientFrame>
  )
}

/** Reckons the ticked options anew where no script does it; what else was typed stays. */
function UpdateTotal({ to }: { to: string }) {
  return (
    <div className="mt-3 flex justify-end" data-without-script>
      <SubmitButton tone="plain" name="intent" value="choose" formAction={to} formNoValidate>
        Update total
      </SubmitButton>
    </div>
  )
}

function TotalInSight({ money }: { money: ClientPage["document"]["money"] }) {
  const monthly = money.monthly?.at(-1)?.amount
  return (
    <>
      Total{" "}
      <strong className="num" data-live="total">
        {money.total}
      </strong>
      {monthly && (
        <span className="hint">
          {" "}
          and <span data-live="monthly">{monthly}</span> per month
        </span>
      )}
    </>
  )
}

function ClosedProposal({ token, page, deposit, reply }: ClientProposalPageProps) {
  const { signed, state, document } = page
  const { label, tone, glyph } = state === "open" || state === "replaced" ? replacedChip : standingChips[state]
  const refusal = reply?.error?.[""]
  const next = nextStep({ token, page, deposit })
  return (
    <ClientFrame
      page={page}
      notice={
        <>
          {refusal && <Refusal>{refusal.join(" ")}</Refusal>}
          <ClosedNotice page={page} />
        </>
      }
      summary={signed ? <Accepted total={document.money.total} /> : label}
      actions={
        <>
          {pdfOf(token)}
          {next && (
            <ButtonLink href={next.href} tone="primary" reload>
              {next.label}
            </ButtonLink>
          )}
        </>
      }
    >
      <ProposalDocument
        view={document}
        chip={
          <Chip tone={tone} glyph={glyph}>
            {label}
          </Chip>
        }
      >
        {signed && <SignedSection signed={signed} />}
      </ProposalDocument>
    </ClientFrame>
  )
}

/** What the reader of a proposal that is decided, replaced or over can do now. */
function nextStep({ token, page, deposit }: Pick<ClientProposalPageProps, "token" | "page" | "deposit">) {
  const ask = href("/p/:token/ask", { token })
  const { state, successor } = page
  if (state === "signed")
    return deposit?.address ? { href: deposit.address, label: `Deposit invoice ${deposit.number}` } : null
  if (state === "replaced" && successor?.address) {
    return { href: successor.address, label: `Open version ${successor.number}` }
  }
  return { href: ask, label: state === "expired" ? "Ask for a new offer" : "Write to us" }
}

const replacedChip = { label: "Replaced", tone: "slate", glyph: "cross" } as const

function Refusal({ children }: { children: ReactNode }) {
  return (
    <div className="mb-4" role="alert">
      <Notice tone="danger" title="Nothing was signed">
        {children}
      </Notice>
    </div>
  )
}

function Accepted({ total }: { total: string }) {
  return (
    <>
      Accepted <Amount value={total} strong />
    </>
  )
}
