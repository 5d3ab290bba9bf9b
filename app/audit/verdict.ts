/** What may be found of a record that somebody changed behind the program's back. */
export type BreakKind =
  | "altered-event"
  | "altered-details"
  | "altered-seal"
  | "deleted-event"
  | "deleted-details"
  | "deleted-seal"
  | "deleted-tail"
  | "inserted-event"
  | "reordered"
  | "rewritten"
  | "altered-head"
  | "deleted-head"
  | "altered-outside"

/** The first row that is not as it was sealed. */
export type Break = {
  kind: BreakKind
  /** The link's place in the chain, or that of the head. */
  sequence: number
  eventId: string | null
  eventName: string | null
  /** The day of the head, or the number of the line outside. */
  head: string | null
}

/** How far the chain was walked, and with what digest one goes on from there. */
export type Standing = { sequence: number; hash: string; erased: number }

/** What was found of an organization's chain, so far or in the end. */
export type Verdict = {
  standing: Standing
  /** How many links there are. */
  links: number
  /** Everything was looked at. */
  isWhole: boolean
  broken: Break | null
  /** What has happened since the last sealing; more than this many are not counted. */
  unsealed: number
  heads: { checked: number; underFormerKeys: number; outside: number; newestOn: string | null }
}

const event = ({ eventId, eventName }: Break) => `event ${eventId ?? "?"}${eventName ? ` (${eventName})` : ""}`

const sentences: Record<BreakKind, (found: Break) => string> = {
  "altered-event": (found) => `Link ${found.sequence}: ${event(found)} was altered after it was sealed.`,
  "altered-details": (found) =>
    `Link ${found.sequence}: the details of ${event(found)} were altered after they were sealed.`,
  "altered-seal": (found) => `Link ${found.sequence} was altered; ${event(found)} itself is as it was.`,
  "deleted-event": (found) => `Link ${found.sequence}: ${event(found)} was deleted.`,
  "deleted-details": (found) => `Link ${found.sequence}: the details of ${event(found)} were deleted.`,
  "deleted-seal": ({ sequence }) => `Link ${sequence} was deleted.`,
  "deleted-tail": ({ sequence, head }) =>
    `Link ${sequence} and those after it were deleted: the head of ${head} tells of them.`,
  "inserted-event": (found) => `Before link ${found.sequence}: ${event(found)} was inserted afterwards.`,
  reordered: (found) => `Link ${found.sequence}: ${event(found)} stands in another place than it was sealed in.`,
  rewritten: ({ sequence, head }) =>
    `Link ${sequence} is not the one that was signed with the head of ${head}: the chain up to there was rewritten.`,
  "altered-head": ({ sequence, head }) => `The head of ${head} (link ${sequence}) was altered.`,
  "deleted-head": ({ sequence, head }) => `The head of ${head} (link ${sequence}) was deleted; it is kept outside.`,
  "altered-outside": ({ head }) => `Line ${head} of the heads kept outside was altered.`,
}

/** The first broken row in one sentence. */
export const sayBreak = (found: Break): string => sentences[found.kind](found)
