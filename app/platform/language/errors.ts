/** The thing asked for does not exist here, or may not be known to exist. `noun` is the word for it: "invoice". */
export class NotFound extends Error {
  override readonly name = "NotFound"
  readonly kind = "not-found"
  constructor(readonly noun: string) {
    super(`This ${noun} does not exist.`)
  }
}

/** The one who acts lacks a permission; `sentence` says it in the words of the page. */
export class Forbidden extends Error {
  override readonly name: "Forbidden" | "StepUpRequired" = "Forbidden"
  readonly kind = "forbidden"
  constructor(
    readonly permission: string,
    sentence = "You are not allowed to do this.",
  ) {
    super(sentence)
  }
}

/**
 * The one who acts may do this, but proved too long ago who they are. A refusal like any other to programs; a page leads to
 * where it is proved anew, and back.
 */
export class StepUpRequired extends Forbidden {
  override readonly name = "StepUpRequired"
  constructor(permission: string) {
    super(permission, "Confirm first that it is you: this needs a proof that is at most ten minutes old.")
  }
}

/** What a conflict shows beside what was typed: the other's values, who wrote them and when. */
export type ConflictDetail = { theirs?: Record<string, string>; changedBy?: string; changedAt?: Date }

/** The act no longer fits the state of the record: someone was faster, or it has moved on. */
export class Conflict extends Error {
  override readonly name = "Conflict"
  readonly kind = "conflict"
  constructor(
    sentence: string,
    readonly detail: ConflictDetail = {},
  ) {
    super(sentence)
  }
}

/** What was typed cannot be taken; `field` is the input's name, or "" for the form as a whole. */
export class Invalid extends Error {
  override readonly name = "Invalid"
  readonly kind = "invalid"
  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message)
  }
}

/** An outside service failed. Thrown by adapters alone; `retriable` says whether the same call may succeed later. */
export class OutsideFailure extends Error {
  override readonly name = "OutsideFailure"
  readonly kind = "outside"
  readonly retriable: boolean
  /** No answer came: the service may have done the work all the same. */
  readonly unknown: boolean
  constructor(
    readonly service: string,
    sentence: string,
    { retriable, unknown = false, cause }: { retriable: boolean; unknown?: boolean; cause?: unknown },
  ) {
    super(sentence, { cause })
    this.retriable = retriable
    this.unknown = unknown
  }
}

/** Everything a door answers with a sentence; anything else is a bug. Closed: doors switch over `kind` exhaustively. */
export type DomainError = NotFound | Forbidden | Conflict | Invalid | OutsideFailure

const kinds: Record<DomainError["name"], DomainError["kind"]> = {
  NotFound: "not-found",
  Forbidden: "forbidden",
  StepUpRequired: "forbidden",
  Conflict: "conflict",
  Invalid: "invalid",
  OutsideFailure: "outside",
}

/** Whether a refusal ends once the person proves who they are. */
export const isStepUpRequired = (error: unknown): error is StepUpRequired =>
  isDomainError(error) && error.name === "StepUpRequired"

/** Whether a thrown value is one of the domain's own. Goes by name and kind, so a second copy of this module counts too. */
export function isDomainError(error: unknown): error is DomainError {
  if (!(error instanceof Error) || !("kind" in error)) return false
  return Object.hasOwn(kinds, error.name) && kinds[error.name as DomainError["name"]] === error.kind
}
