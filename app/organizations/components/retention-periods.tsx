import { Facts } from "~/ui/facts"
import { mostCounted, type PerClass, retentionClasses, retentionTable } from "../retention"

/** How many are due, and from a thousand on only that there are more. */
function dueInWords(due: number): string {
  if (due === 0) return "None is due"
  if (due === 1) return "One is due"
  return due > mostCounted ? `More than ${mostCounted.toLocaleString("en")} are due` : `${due} are due`
}

/** The period of each class, what it holds, and how much of it the next run purges. */
export function Periods({ days, due }: { days: PerClass; due: PerClass }) {
  const items = retentionClasses.map((name) => ({
    label: retentionTable[name].title,
    value: (
      <>
        <strong>{days[name]} days.</strong> {retentionTable[name].line}. {dueInWords(due[name])}.
      </>
    ),
  }))
  return <Facts items={items} />
}
