import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, refused } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { asId } from "~/platform/language/ids"
import { href, withQuery } from "~/platform/language/paths"
import { linkAddress, tokenOf } from "~/platform/security/links.server"
import { ButtonLink } from "~/ui/button"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { CopyField } from "~/ui/copy-field"
import { PageBody, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { createLink } from "../create-link.server"
import { getLinkPage } from "../proposal-queries.server"

export const meta: MetaFunction = () => [{ title: "Link to the proposal · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    const proposalId = asId<"proposals">(args.params.proposalId, "proposal")
    const asked = new URL(args.request.url).searchParams.get("link")
    const linkId = asked === null ? null : asId<"links">(asked, "link")
    const { proposal, link, contactName, locale, timeZone } = await getLinkPage(ctx, { proposalId, linkId })
    return {
      proposalId,
      title: proposal.title,
      contactName,
      isSent: proposal.sentVersion > 0,
      address: link && linkAddress(link.purpose, tokenOf(link)),
      expires: link && formatInstant(link.expiresAt, timeZone, locale),
      submission: newSubmissionId(),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const proposalId = await answer(() => asId<"proposals">(args.params.proposalId, "proposal"))
  const { submissionId } = await parseForm(args.request, z.object({}))
  try {
    const { linkId } = await createLink(ctx, { proposalId }, { submission: submissionId })
    return redirect(withQuery(href("/proposals/:proposalId/link", { proposalId }), { link: linkId }), 303)
  } catch (error) {
    return refused(href("/proposals/:proposalId", { proposalId }), error)
  }
}

export default function CopyLink() {
  const { proposalId, title, contactName, address, expires, submission } = useLoaderData<typeof loader>()
  const back = href("/proposals/:proposalId", { proposalId })
  return (
    <>
      <TitleBar title="Link to the proposal" back={{ href: back, label: title }} />
      <PageBody width="form">
        {address ? (
          <Section title="Pass this link on" note={`For ${contactName}, until ${expires}.`}>
            <CopyField label="Link" value={address} />
            <p className="hint mt-3">
              Whoever has the link can read, choose and sign. Nothing shows whose mailbox it reached: a signature by
              this link is marked as not verified by e-mail. It was not mailed to anybody.
            </p>
            <p className="mt-6">
              <ButtonLink href={back}>Back to the proposal</ButtonLink>
            </p>
          </Section>
        ) : (
          <ConfirmPanel
            title="Make a link to pass on yourself?"
            confirm="Make a link"
            tone="primary"
            cancelHref={back}
            fields={{ submission }}
          >
            For a messenger or a conversation. The link opens the version that was sent last, for {contactName}. A
            signature by it is marked as not verified by e-mail; to prove the mailbox, send the proposal by mail
            instead.
          </ConfirmPanel>
        )}
      </PageBody>
    </>
  )
}
