/*
 * The one script of a client's page, and only for comfort: the total follows the ticked boxes at once, and the agency learns
 * that a person, not a mail scanner, had the page before them. The server reckons everything again.
 */

const neededInSight = 2_000

const divideRounded = (dividend, divisor) => (dividend * 2n + (dividend < 0n ? -divisor : divisor)) / (divisor * 2n)

/** A percentage in decimal text as a fraction: "9.5" is 95 of 1000. */
function fractionOf(percent) {
  const [whole, decimals = ""] = percent.split(".")
  return { of: BigInt(whole + decimals), in: 100n * 10n ** BigInt(decimals.length) }
}

function partOf(minor, percent) {
  const fraction = fractionOf(percent)
  return divideRounded(minor * fraction.of, fraction.in)
}

const sum = (amounts) => amounts.reduce((a, b) => a + b, 0n)

/** Splits a whole among shares by the largest remainder. */
function split(total, amounts, percent) {
  const fraction = fractionOf(percent)
  const sign = total < 0n ? -1n : 1n
  const exact = amounts.map((amount) => amount * fraction.of * sign)
  const remainderOf = (numerator) => ((numerator % fraction.in) + fraction.in) % fraction.in
  const shares = exact.map((numerator) => (numerator - remainderOf(numerator)) / fraction.in)
  const missing = Number(total * sign - sum(shares))
  const order = exact.map((numerator, at) => ({ at, left: remainderOf(numerator) }))
  order.sort((a, b) => (a.left === b.left ? a.at - b.at : a.left > b.left ? -1 : 1))
  for (const { at } of order.slice(0, missing)) shares[at] += 1n
  return shares.map((share) => share * sign)
}

/** What an offer's fixed lines and the ticked options come to, in minor units, by tax; and the deposit on what is paid once. */
export function reckon(offer, ticked) {
  const reckonEvery = (every) => {
    const nets = new Map(Object.entries(offer[every]).map(([tax, minor]) => [tax, BigInt(minor)]))
    for (const option of ticked.filter((each) => each.every === every)) {
      nets.set(option.tax, (nets.get(option.tax) ?? 0n) + BigInt(option.net))
    }
    const taxes = new Map([...nets].map(([tax, net]) => [tax, partOf(net, offer.rates[tax])]))
    const net = sum([...nets.values()])
    return { nets, taxes, net, total: net + sum([...taxes.values()]) }
  }
  const once = reckonEvery("once")
  const parts = split(partOf(once.net, offer.deposit), [...once.nets.values()], offer.deposit)
  const depositTaxes = [...once.nets.keys()].map((tax, at) => partOf(parts[at], offer.rates[tax]))
  return { once, monthly: reckonEvery("monthly"), deposit: sum(parts) + sum(depositTaxes) }
}

function moneyFormat({ currency, locale, exponent }) {
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent }
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, ...digits })
  return (minor) => {
    const text = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, "0")
    const at = text.length - exponent
    return format.format(`${minor < 0n ? "-" : ""}${text.slice(0, at)}${exponent > 0 ? `.${text.slice(at)}` : ""}`)
  }
}

function write(selector, text) {
  for (const place of document.querySelectorAll(selector)) place.textContent = text
}

function followTicks(form) {
  const offer = JSON.parse(form.dataset.offer)
  const show = moneyFormat(offer)
  const writeAll = () => {
    const boxes = [...form.querySelectorAll("input[name=lines]:checked")]
    const found = reckon(
      offer,
      boxes.map(({ dataset: { net, tax, every } }) => ({ net, tax, every })),
    )
    for (const every of ["once", "monthly"]) {
      write(`#${every}-net`, show(found[every].net))
      write(`#${every}-total`, show(found[every].total))
      for (const key of Object.keys(offer.rates)) {
        write(`[id="${every}-${key}"]`, show(found[every].taxes.get(key) ?? 0n))
      }
    }
    write("[data-live=total]", show(found.once.total))
    write("[data-live=monthly]", show(found.monthly.total))
    write("[data-live=deposit]", show(found.deposit))
    form.elements.expected.value = found.once.total.toString()
  }
  form.addEventListener("change", (event) => {
    if (event.target.name === "lines") writeAll()
  })
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true
  writeAll()
}

/** Tells the page's address for it, once, when the page was in sight for two seconds on end. */
function tellWhenSeen(address) {
  let timer
  const tell = () => {
    document.removeEventListener("visibilitychange", watch)
    void fetch(address, { method: "POST", keepalive: true })
  }
  function watch() {
    clearTimeout(timer)
    if (document.visibilityState === "visible") timer = setTimeout(tell, neededInSight)
  }
  document.addEventListener("visibilitychange", watch)
  watch()
}

/** Enhances the page this was loaded with. */
function start() {
  const seen = document.querySelector("script[data-seen]")
  if (seen) tellWhenSeen(seen.dataset.seen)
  const form = document.querySelector("form[data-offer]")
  if (form) followTicks(form)
  for (const field of document.querySelectorAll("input[name=timeZone]")) {
    field.value = Intl.DateTimeFormat().resolvedOptions().timeZone
  }
}

if (typeof document !== "undefined") start()
