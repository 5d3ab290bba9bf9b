import { type SectionName, sectionNames, sectionTitles } from "./proposal"

/** The fields that may stand in a proposal's texts as `{{client.name}}`, and what each is. */
export const mergeFields = {
  "client.name": "the client's name",
  "client.legalName": "the client's legal name",
  "contact.name": "the contact's name",
  "contact.jobTitle": "the contact's job title",
  "contact.email": "the contact's e-mail address",
  "deal.title": "the deal's title",
  "organization.name": "our name",
  "organization.legalName": "our legal name",
  "organization.email": "our e-mail address",
  "organization.phone": "our phone number",
  "organization.website": "our website",
  "owner.name": "the name of who looks after the proposal",
  "proposal.title": "the proposal's title",
  "proposal.deposit": "the deposit in percent",
  "proposal.validUntil": "the day the proposal is valid until",
} as const satisfies Record<string, string>

export type MergeField = keyof typeof mergeFields
/** What each field is filled with; null where there is no value. */
export type MergeValues = Record<MergeField, string | null>

/** A field that keeps a proposal from being sent: where it stands and what is wrong, as a sentence. */
export type MergeProblem = { section: SectionName; field: string; sentence: string }

const placeholder = /\{\{([^{}]*)\}\}/g
const isField = (name: string): name is MergeField => Object.hasOwn(mergeFields, name)

/** Every field in the texts that is not known or has no value, each once a section. */
export function mergeProblems(sections: Record<SectionName, string>, values: MergeValues): MergeProblem[] {
  return sectionNames.flatMap((section) => {
    const names = [...sections[section].matchAll(placeholder)].map(([, name]) => name!.trim())
    return [...new Set(names)].flatMap((field) => {
      const problem = problemOf(field, values)
      return problem ? [{ section, field, sentence: `${sectionTitles[section]}: ${problem}` }] : []
    })
  })
}

function problemOf(field: string, values: MergeValues): string | null {
  if (!isField(field)) return `{{${field}}} is not a field that can be filled in.`
  return values[field] ? null : `{{${field}}} has no value: ${mergeFields[field]} is missing.`
}

/** A text with its fields filled in. Values are text, never Markdown; fields without a value stay as they are. */
export function merged(text: string, values: MergeValues): string {
  return text.replace(placeholder, (whole, name: string) => {
    const field = name.trim()
    return (isField(field) && values[field] && asText(values[field])) || whole
  })
}

/** A value as Markdown reads it letter by letter: every mark escaped, on one line. */
function asText(value: string): string {
  return value.replace(/\s+/g, " ").replace(/[!-/:-@[-`{-~]/g, "\\$&")
}
