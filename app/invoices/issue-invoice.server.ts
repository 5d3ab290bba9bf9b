import { command } from "~/platform/data/command.server"
import { holdDraft } from "./hold-draft.server"
import { IssueInvoiceInput } from "./inputs.server"
import { assertIssuable, issueCandidate } from "./issue-candidate.server"
import { issueHeld } from "./issuing.server"

/** Issues a draft: gives it the next number, freezes what it prints and starts the time to pay; then its PDF is made and mailed. */
export const issueInvoice = command({
  name: "issue-invoice",
  actors: ["staff", "system"],
  input: IssueInvoiceInput,
  async step(ctx, { invoiceId, version, send }) {
    const draft = await holdDraft(ctx, invoiceId, version)
    const candidate = await issueCandidate(ctx, draft)
    assertIssuable(candidate)
    const { number } = await issueHeld(ctx, draft, candidate, send)
    return { invoiceId, number: number ?? "" }
  },
})
