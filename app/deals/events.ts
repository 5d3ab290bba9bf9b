import type { Id } from "~/platform/language/ids"

type Deal = { dealId: Id<"deals">; companyId: Id<"companies"> | null }

/** What happens to a deal. */
export type DealEvents = {
  "pipeline.created": { pipelineId: Id<"pipelines">; name: string }
  "deal.opened": Deal & { contactId: Id<"contacts"> | null; title: string }
  "deal.edited": Deal
  "deal.priced": Deal & { valueMinor: bigint; monthlyMinor: bigint; currency: string }
  "deal.moved": Deal & { fromStageId: Id<"stages">; toStageId: Id<"stages">; from: string; to: string }
  "deal.won": Deal & { valueMinor: bigint; currency: string; bySignature: boolean }
  "deal.lost": Deal & { reason: string; competitor: string | null }
  "deal.reopened": Deal
  "deal.deleted": Deal
  "deal.restored": Deal
}
