/** A reason not to start that a person can mend: printed as its own words, without a stack. */
export class CannotStart extends Error {
  override readonly name = "CannotStart"
  readonly exitCode: number
  constructor(sentence: string, { exitCode = 1, cause }: { exitCode?: number; cause?: unknown } = {}) {
    super(sentence, { cause })
    this.exitCode = exitCode
  }
}
