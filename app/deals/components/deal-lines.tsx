import type { ReactNode } from "react"
import type { DealLinesView } from "~/deals/line-view"
import { Empty } from "~/ui/empty"
import { Section } from "~/ui/page"
import { PricingTable, TotalsTable } from "~/ui/pricing-table"

/** What a deal is made of, line by line, and what it comes to. */
export function DealLines({
  columns,
  groups,
  totals,
  isHidden,
  action,
}: DealLinesView & { isHidden: boolean; action: ReactNode }) {
  return (
    <Section title="Lines" action={groups.length > 0 && action}>
      {groups.length === 0 ? (
        <Empty
          title={isHidden ? "Lines are hidden" : "No lines yet"}
          text={
            isHidden
              ? "Your role does not see amounts, and lines are made of them."
              : "Lines make the deal's value, and go unchanged into the proposal."
          }
          action={action}
        />
      ) : (
        <>
          <PricingTable
            label="Lines of the deal"
            labels={columns}
            groups={groups.map((group) => ({
              ...group,
              lines: group.lines.map((line) => ({ ...line, description: line.description ?? undefined })),
            }))}
          />
          <TotalsTable rows={totals} />
        </>
      )}
    </Section>
  )
}
