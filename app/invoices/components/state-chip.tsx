import { type InvoiceState, invoiceStateNames } from "~/invoices/invoice"
import { Chip, type GlyphName } from "~/ui/chip"
import type { Tone } from "~/ui/tones"

const looks: Record<InvoiceState, { tone: Tone; glyph: GlyphName }> = {
  draft: { tone: "slate", glyph: "ring" },
  issued: { tone: "sky", glyph: "ring" },
  pending: { tone: "teal", glyph: "half" },
  partly_paid: { tone: "amber", glyph: "half" },
  paid: { tone: "moss", glyph: "full" },
  disputed: { tone: "rose", glyph: "half" },
  overdue: { tone: "rose", glyph: "ring" },
  credited: { tone: "slate", glyph: "full" },
  credit_note: { tone: "slate", glyph: "half" },
  void: { tone: "slate", glyph: "cross" },
}

/** How an invoice stands, in a word and a shape. */
export function StateChip({ state }: { state: InvoiceState }) {
  return <Chip {...looks[state]}>{invoiceStateNames[state]}</Chip>
}
