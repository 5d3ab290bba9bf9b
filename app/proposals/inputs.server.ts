import { z } from "zod"
import {
  checkbox,
  decimal,
  email,
  id,
  line,
  longText,
  optionalDate,
  optionalId,
  optionalText,
  text,
  version,
} from "~/platform/language/fields.server"
import { LinesInput } from "~/pricing/inputs.server"
import { linkUseKinds, proposalStatuses } from "./proposal"

export const ProposalIdInput = z.object({ proposalId: id("proposals") })

export const DraftProposalInput = z.object({ dealId: id("deals") })

export const ReviseProposalInput = z.object({
  proposalId: id("proposals"),
  version: version(),
  title: text("Give the proposal a title"),
  /** Whom it is written to, one of the client's people; left out, it stays as it is. */
  contactId: optionalId("contacts"),
  intro: longText(),
  scope: longText(),
  timeline: longText(),
  terms: longText(),
  depositPercent: decimal({ what: "Enter a deposit from 0 to 100 percent", min: 0, max: 100, fallback: "0" }).prefault(
    "0",
  ),
  validUntilOn: optionalDate(),
  pricesIncludeTax: checkbox(),
  lines: LinesInput,
})

export const SendProposalInput = z.object({
  proposalId: id("proposals"),
  /** What was previewed: a proposal edited since is not sent unseen. */
  version: z.preprocess((given) => (given === "" || given === undefined ? null : given), version().nullable()),
  contactId: id("contacts", "Choose who gets it"),
  message: optionalText(2_000),
})

export const WithdrawProposalInput = z.object({ proposalId: id("proposals") })
export const LinkIdInput = z.object({ linkId: id("links") })
export const CreateLinkInput = z.object({ proposalId: id("proposals") })
export const RenderProposalInput = z.object({ versionId: id("proposal_versions"), signed: checkbox() })

/** The ids of chosen lines; a browser sends one text, several, or nothing. */
const chosenLines = z.preprocess(
  (given) => (given === undefined || given === null || given === "" ? [] : Array.isArray(given) ? given : [given]),
  z.array(z.string().max(40)).max(200),
)

export const ChooseOptionsInput = z.object({ lines: chosenLines })

export const SignProposalInput = z.object({
  lines: chosenLines,
  consent: checkbox().refine((given) => given, "Tick the box to agree to the terms and to signing electronically"),
  typedName: text("Type your full name", 120),
  /** The total the reader was shown, in minor units. */
  expected: z.preprocess(
    (given) => (typeof given === "bigint" ? given.toString() : (given ?? "")),
    z.string().regex(/^-?\d{1,18}$/, "Look at the total again"),
  ),
  timeZone: optionalText(60),
})

export const DeclineProposalInput = z.object({ reason: optionalText(2_000) })
export const AskAboutProposalInput = z.object({ question: text("Write your question", 4_000) })
export const ForwardProposalInput = z.object({
  name: line("Enter the person's name", 80),
  email: email("Enter the person's e-mail address"),
})
/** Whatever was typed: the answer is the same for all of it. */
export const RenewLinkInput = z.object({ email: z.preprocess((given) => given ?? "", z.string()).prefault("") })
export const RecordLinkUseInput = z.object({ kind: z.enum(linkUseKinds) })

/** Which proposals a list shows; what is not understood is no filter. */
export const ProposalFilter = z.object({
  status: z.enum(proposalStatuses).optional().catch(undefined),
  /** Part of a title, or of a client's name. */
  q: z.string().trim().max(100).optional().catch(undefined),
})
