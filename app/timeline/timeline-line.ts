/** One line of a record's timeline, ready to be shown: every text is finished. */
export type TimelineLine = {
  id: string
  name: string
  /** ISO instant, and the same as its reader writes it. */
  at: string
  when: string
  text: string
  /** Where the record is that this is about, when that is another than the one whose page this is. */
  href: string | null
  who: string
  /** A note or a question, as safe HTML. */
  html: string | null
  /** Where the reader's own note is deleted. */
  deleteAction: string | null
  /** What an edit changed, field by field. */
  changes: { field: string; from: string; to: string }[]
}
