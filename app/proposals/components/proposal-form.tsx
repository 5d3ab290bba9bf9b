import type { LineTax } from "~/organizations/tax-settings"
import { LineFields, type LineValues, lineSummary } from "~/pricing/components/line-fields"
import { PricesBox, pricesBoxSummary } from "~/pricing/components/prices-box"
import { FormActions, SubmitButton } from "~/ui/button"
import { FieldGroup, FieldRow } from "~/ui/field"
import { DateField, NumberField, SelectField, TextArea, TextField } from "~/ui/fields"
import { type FormReply, ReplyForm, useReplyForm } from "~/ui/reply-form"
import { linesInWords } from "../line-words"
import { mergeFields } from "../merge"
import { type SectionName, sectionTitles } from "../proposal"

/** What the form of a proposal holds. */
export type ProposalValues = Record<SectionName, string> & {
  title: string
  contactId: string
  validUntilOn: string | null
  depositPercent: string
  pricesIncludeTax: boolean
  lines: LineValues[]
}

/** What keeps the proposal from being sent, said at its field. */
export type FieldObstacle = { field: string; sentence: string }

type ProposalFormProps = {
  defaults: ProposalValues
  reply: FormReply | undefined
  submission: string
  version: number
  changedWhen?: string
  people: { value: string; label: string }[]
  obstacles: readonly FieldObstacle[]
  currency: string
  locale: string
  newLine: LineTax
  cancelHref: string
}

/** The id of the form; with a field's name behind it, that of the field. */
export const proposalFormId = "proposal"

/** The form of a proposal, in the order in which the client reads it. */
export function ProposalForm(props: ProposalFormProps) {
  const { defaults, reply, submission, version, changedWhen, people, obstacles, currency, locale, newLine } = props
  const [form, fields] = useReplyForm<ProposalValues>({ id: proposalFormId, reply, defaultValue: defaults })
  const hint = (field: string) => <Obstacles sentences={obstacles.filter((each) => each.field === field)} />
  const section = (name: SectionName, rows: number) => (
    <TextArea
      label={sectionTitles[name]}
      field={fields[name]}
      rows={rows}
      maxLength={20_000}
      hint={hint(name)}
      optional
    />
  )
  const { id, errors } = fields.lines
  const summary = [
    { label: "Title", field: fields.title },
    { label: "Written to", field: fields.contactId, options: people },
    { label: "Valid until", field: fields.validUntilOn },
    { label: "Deposit", field: fields.depositPercent },
    { label: sectionTitles.intro, field: fields.intro },
    { label: sectionTitles.scope, field: fields.scope },
    { label: sectionTitles.timeline, field: fields.timeline },
    pricesBoxSummary(fields.pricesIncludeTax),
    { label: "Lines", field: { id, errors, name: "lines", value: wordsOf(fields.lines.value) } },
    ...lineSummary(fields.lines),
    { label: sectionTitles.terms, field: fields.terms },
  ]
  return (
    <ReplyForm {...{ form, reply, submission, version, changedWhen, summary }}>
      <TextField label="Title" field={fields.title} required maxLength={200} autoComplete="off" />
      <FieldRow>
        <SelectField label="Written to" field={fields.contactId} options={people} />
        <DateField label="Valid until" field={fields.validUntilOn} hint={hint("validUntilOn")} optional />
        <NumberField label="Deposit on signature" field={fields.depositPercent} suffix="%" />
      </FieldRow>
      <FieldGroup title="Texts" text="Written in Markdown. A text that is left empty is left out.">
        <WritingHelp />
        {section("intro", 8)}
        {section("scope", 10)}
        {section("timeline", 8)}
      </FieldGroup>
      <FieldGroup title="Pricing" text={`Prices in ${currency}. Options are chosen by the client.`}>
        {hint("lines")}
        <PricesBox field={fields.pricesIncludeTax} />
        <LineFields
          form={form as never}
          lines={fields.lines}
          {...{ currency, locale, newLine }}
          terms={{ pricesIncludeTax: fields.pricesIncludeTax.value }}
          optional
          recurrences
        />
      </FieldGroup>
      <FieldGroup title="Before the signature" text="The client reads the terms directly above the signature.">
        {section("terms", 12)}
      </FieldGroup>
      <FormActions cancelHref={props.cancelHref}>
        <SubmitButton shortcut="mod+enter">Save proposal</SubmitButton>
        <SubmitButton tone="plain" name="intent" value="preview">
          Save and preview
        </SubmitButton>
      </FormActions>
    </ReplyForm>
  )
}

const wordsOf = (lines: unknown) => (Array.isArray(lines) ? linesInWords(lines) : "")

function Obstacles({ sentences }: { sentences: FieldObstacle[] }) {
  if (sentences.length === 0) return null
  return <span className="text-warn-text">Before sending: {sentences.map(({ sentence }) => sentence).join(" ")}</span>
}

function WritingHelp() {
  return (
    <details className="mb-4">
      <summary className="cursor-pointer py-1">Markdown and fields that are filled in</summary>
      <p className="hint mt-2">
        <code># Heading</code>, <code>**bold**</code>, <code>_italic_</code>, <code>- list</code>,{" "}
        <code>1. numbered</code>, <code>[words](https://example.com)</code>. An empty line begins a new paragraph.
      </p>
      <dl className="mt-2 grid gap-1 sm:grid-cols-2">
        {Object.entries(mergeFields).map(([name, what]) => (
          <div key={name} className="hint flex flex-wrap gap-x-2">
            <dt>
              <code>{`{{${name}}}`}</code>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
