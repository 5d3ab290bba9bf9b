import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { useMemo } from "react"
import { addressWords } from "~/activities/address-words.server"
import { AddressTrouble } from "~/activities/components/address-trouble"
import { listAddressTroubles } from "~/activities/mail-queries.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { ButtonLink, FormActions, SubmitButton } from "~/ui/button"
import { RadioGroup } from "~/ui/choice-fields"
import { Facts } from "~/ui/facts"
import { TextArea } from "~/ui/fields"
import { Link } from "~/ui/link"
import { PageBody, Section } from "~/ui/page"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { ObstacleNotice } from "../components/obstacle-notice"
import { SendProposalInput } from "../inputs.server"
import { getSendingPage } from "../proposal-queries.server"
import { sendProposal } from "../send-proposal.server"
import { moneyView, validityOf } from "../view.server"

export const meta: MetaFunction = () => [{ title: "Send proposal · Signoff" }]

/** After a refusal too: what would be sent now has to be in sight before it is sent again. */
export const shouldRevalidate = () => true

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const proposalId = await answer(() => asId<"proposals">(args.params.proposalId, "proposal"))
  const { proposal, content, obstacles, recipients } = await answer(() => getSendingPage(ctx, { proposalId }))
  const { total, monthlyTotal, deposit, hasOptions } = moneyView(content, [])
  const emails = recipients.flatMap(({ email }) => email ?? [])
  const wordsFor = addressWords(await listAddressTroubles(ctx, { emails }))
  const first = recipients.find((person) => person.email)
  return {
    proposalId,
    title: proposal.title,
    version: proposal.version,
    number: content.number,
    replaces: proposal.sentVersion > 0 && proposal.hasUnsentChanges ? proposal.sentVersion : null,
    isRepeated: proposal.sentVersion > 0 && !proposal.hasUnsentChanges,
    money: { total, monthlyTotal, deposit, hasOptions },
    validUntil: validityOf(content),
    subject: `${content.title}: proposal from ${content.agency.name}`,
    obstacles,
    recipients: recipients.map(({ contactId, name, email }) => ({
      ...{ contactId: contactId as string, name, email },
      trouble: wordsFor(email),
    })),
    chosen: (first?.contactId ?? "") as string,
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const proposalId = await answer(() => asId<"proposals">(args.params.proposalId, "proposal"))
  const form = await parseForm(args.request, SendProposalInput.omit({ proposalId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const sent = await sendProposal(ctx, { proposalId, ...form.value }, { submission: form.submissionId })
    const text = sent.version > 1 ? `Proposal sent, version ${sent.version}` : "Proposal sent"
    return done(href("/proposals/:proposalId", { proposalId }), { tone: "ok", text })
  })
}

export default function SendProposal() {
  const page = useLoaderData<typeof loader>()
  const { proposalId, title, obstacles, number, isRepeated } = page
  const back = href("/proposals/:proposalId", { proposalId })
  return (
    <>
      <TitleBar title={number > 1 ? `Send version ${number}` : "Send proposal"} back={{ href: back, label: title }} />
      <PageBody width="form">
        <ObstacleNotice proposalId={proposalId} obstacles={obstacles} title="This cannot be sent yet" />
        <WhatIsSent page={page} />
        {obstacles.length === 0 && (
          <div className="mt-8">
            <SendForm page={page} label={isRepeated ? "Send again" : "Send proposal"} />
          </div>
        )}
      </PageBody>
    </>
  )
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

function WhatIsSent({ page }: { page: Page }) {
  const { proposalId, number, replaces, isRepeated, money, validUntil } = page
  const version = isRepeated ? `${number}, as it was sent before` : number
  return (
    <Section
      title="What is sent"
      action={
        <ButtonLink href={href("/proposals/:proposalId/preview", { proposalId })} tone="quiet" icon="eye" reload>
          Preview
        </ButtonLink>
      }
    >
      <Facts
        items={[
          { label: "Version", value: replaces ? `${number}, in the place of version ${replaces}` : version },
          { label: money.hasOptions ? "Total without options" : "Total", value: <Amount value={money.total} strong /> },
          ...(money.monthlyTotal ? [{ label: "Every month", value: <Amount value={money.monthlyTotal} /> }] : []),
          { label: "Deposit", value: money.deposit && `${money.deposit.amount} (${money.deposit.percent})` },
          { label: "Valid until", value: validUntil },
        ]}
      />
      <p className="hint mt-3">
        Once sent, this version never changes. What you edit later goes out as the next version.
        {replaces && " Everyone who holds a link to an earlier version is led to this one."}
      </p>
    </Section>
  )
}

type SendValues = { contactId: string; message: string }

function SendForm({ page, label }: { page: Page; label: string }) {
  const { proposalId, recipients, chosen, subject, submission, version } = page
  const given = useActionData<typeof action>()?.reply
  const reply = useMemo(() => withoutTheirs(given), [given])
  const [form, fields] = useReplyForm<SendValues>({
    id: "send",
    reply,
    defaultValue: { contactId: chosen, message: "" },
  })
  const summary = [
    { label: "Send to", field: fields.contactId },
    { label: "Message", field: fields.message },
  ]
  return (
    <ReplyForm {...{ form, reply, submission, version, summary }}>
      <RadioGroup label="Send to" field={fields.contactId} required options={recipients.map(choiceOf)} />
      <TextArea
        label="Message"
        field={fields.message}
        rows={5}
        maxLength={2_000}
        optional
        hint="Stands in the mail between the greeting and the button that opens the proposal."
      />
      <Section title="The mail">
        <Facts
          items={[
            { label: "Subject", value: subject },
            {
              label: "Says",
              value: "A greeting, your message, the total, until when it is valid, and a link of the reader's own.",
            },
          ]}
        />
      </Section>
      <FormActions
        cancelHref={href("/proposals/:proposalId", { proposalId })}
        note="A mail that has been sent cannot be taken back."
      >
        <SubmitButton icon="send" shortcut="mod+enter">
          {label}
        </SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

const editedMeanwhile =
  "Somebody edited this proposal in the meantime. What would be sent now stands above: look at it, then send."

/** Of a proposal edited meanwhile there are no two values to choose from: the page shows, and sends, what there is now. */
function withoutTheirs(reply: FormReply | undefined): FormReply | undefined {
  if (!reply?.theirs) return reply
  const { version: _, ...initialValue } = reply.initialValue ?? {}
  return { ...reply, theirs: undefined, initialValue, error: { "": [editedMeanwhile] } }
}

function choiceOf({ contactId, name, email, trouble }: Page["recipients"][number]) {
  const contact = href("/contacts/:contactId/edit", { contactId })
  return {
    value: contactId,
    label: name,
    disabled: !email,
    hint: email ? (
      <>
        {email}
        {trouble && <AddressTrouble {...trouble} />}
      </>
    ) : (
      <>
        No e-mail address. <Link to={contact}>Add one</Link>
      </>
    ),
  }
}
