import { expect, it } from "vitest"
import { invoiceStates } from "./invoice"
import { nextActOf } from "./next-act"

it("an invoice is issued, sent, and then its payment recorded; what is settled, void or on its way waits for nobody", () => {
  const acts = (wasSent: boolean) => invoiceStates.map((state) => [state, nextActOf(state, wasSent)])
  expect(Object.fromEntries(acts(false))).toEqual({
    ...{ draft: "issue", issued: "send", partly_paid: "send", overdue: "send", credit_note: "send" },
    ...{ pending: null, paid: null, disputed: null, credited: null, void: null },
  })
  expect(Object.fromEntries(acts(true))).toEqual({
    ...{ draft: "issue", issued: "record", partly_paid: "record", overdue: "record" },
    ...{ pending: null, paid: null, disputed: null, credited: null, credit_note: null, void: null },
  })
})
