type Invoice = { netMinor: bigint; creditedNet: bigint }
type Payment = { amountMinor: bigint; isReversed: boolean; placed: Map<number, bigint> }

/** What may be asked of the books; indices count invoices or payments, round and round. */
type Asked =
  | { act: "issue" }
  | { act: "pay"; on: number; amount: bigint; also: number; share: bigint }
  | { act: "credit"; on: number; net: bigint }
  | { act: "credit all" | "apply" | "reverse"; on: number }

/** The books of one client as simply as they can be told: invoices of one line at 19 %, and payments with what each settles. */
export class LedgerModel {
  readonly #invoices: Invoice[] = []
  readonly #payments: Payment[] = []

  issue(netMinor: bigint) {
    this.#invoices.push({ netMinor, creditedNet: 0n })
  }

  /** Whether the books allow it as they stand. */
  allows(asked: Asked): boolean {
    if (asked.act === "issue") return true
    const on = asked.on % this.#invoices.length
    switch (asked.act) {
      case "pay": {
        const also = asked.also % this.#invoices.length
        return also === on || (asked.share <= this.#balance(also) && asked.share <= asked.amount)
      }
      case "credit":
        return asked.net <= this.netLeft(on)
      case "credit all":
        return this.netLeft(on) > 0n
      case "apply":
        return this.#balance(on) > 0n && this.#creditMinor() > 0n
      case "reverse":
        return this.#payments.length === 0 || !this.#payments[asked.on % this.#payments.length]!.isReversed
    }
  }

  pay(on: number, amountMinor: bigint, also: { on: number; share: bigint } | null) {
    const placed = new Map<number, bigint>()
    if (also) placed.set(also.on, also.share)
    const here = least(this.#balance(on), amountMinor - (also?.share ?? 0n))
    placed.set(on, here)
    this.#payments.push({ amountMinor, isReversed: false, placed })
  }

  credit(on: number, net: bigint) {
    this.#invoices[on]!.creditedNet += net
    let over = -this.#balance(on)
    for (const { placed } of this.#payments.toReversed()) {
      const taken = least(over, placed.get(on) ?? 0n)
      if (taken <= 0n) continue
      placed.set(on, placed.get(on)! - taken)
      over -= taken
    }
  }

  apply(on: number) {
    for (const payment of this.#payments) {
      const share = least(this.#balance(on), this.#free(payment))
      if (share > 0n) payment.placed.set(on, (payment.placed.get(on) ?? 0n) + share)
    }
  }

  reverse(at: number) {
    const payment = this.#payments[at]!
    payment.isReversed = true
    payment.placed.clear()
  }

  netLeft(on: number): bigint {
    const { netMinor, creditedNet } = this.#invoices[on]!
    return netMinor - creditedNet
  }

  books() {
    return { balances: this.#invoices.map((_, on) => this.#balance(on)), creditMinor: this.#creditMinor() }
  }

  #balance(on: number): bigint {
    const { netMinor, creditedNet } = this.#invoices[on]!
    const settled = this.#payments.reduce((sum, { placed }) => sum + (placed.get(on) ?? 0n), 0n)
    return withTax(netMinor) - withTax(creditedNet) - settled
  }

  #free({ amountMinor, isReversed, placed }: Payment): bigint {
    return isReversed ? 0n : amountMinor - [...placed.values()].reduce((a, b) => a + b, 0n)
  }

  #creditMinor(): bigint {
    return this.#payments.reduce((sum, payment) => sum + this.#free(payment), 0n)
  }
}

const withTax = (net: bigint) => net + (net * 19n + 50n) / 100n
const least = (a: bigint, b: bigint) => (a < b ? a : b)
