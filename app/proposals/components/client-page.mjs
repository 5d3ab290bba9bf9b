/*
 * The one script of a client's page, and only for comfort: the total follows the ticked boxes at once, and the agency learns
 * that a person, not a mail scanner, had the page before them. The server reckons everything again.
 */

const neededInSight = 2_000

const divideRounded = (dividend, divisor) => (dividend * 2n + (dividend < 0n ? -divisor : divisor)) / (divisor * 2n)

/** A decimal text as a whole number of 10^-scale units: "9.5" in two decimals is 950. */
function scaled(text, scale) {
  const [whole, decimals = ""] = text.split(".")
  return BigInt(whole + decimals.padEnd(scale, "0"))
}

const scaleOf = (text) => (text.split(".")[1] ?? "").length

const hundredIn = (scale) => 100n * 10n ** BigInt(scale)

const partOf = (minor, percent) => divideRounded(minor * scaled(percent, scaleOf(percent)), hundredIn(scaleOf(percent)))

const sum = (amounts) => amounts.reduce((a, b) => a + b, 0n)

/** Splits a whole into the shares `numerators[i] / denominator` by the largest remainder; the earlier share wins a tie. */
function apportion(total, numerators, denominator) {
  const sign = total < 0n ? -1n : 1n
  const exact = numerators.map((numerator) => numerator * sign)
  const remainderOf = (numerator) => ((numerator % denominator) + denominator) % denominator
  const shares = exact.map((numerator) => (numerator - remainderOf(numerator)) / denominator)
  const missing = Number(total * sign - sum(shares))
  const order = exact.map((numerator, at) => ({ at, left: remainderOf(numerator) }))
  order.sort((a, b) => (a.left === b.left ? a.at - b.at : a.left > b.left ? -1 : 1))
  for (const { at } of order.slice(0, missing)) shares[at] += 1n
  return shares.map((share) => share * sign)
}

/** Lines taxed alike, in the order of their first, with the sum of what they are priced at. */
function bundled(lines) {
  const bundles = new Map()
  for (const { taxes, amount } of lines) {
    const key = [...taxes].sort().join(" ")
    const bundle = bundles.get(key) ?? { taxes, amount: 0n }
    bundles.set(key, { ...bundle, amount: bundle.amount + BigInt(amount) })
  }
  return [...bundles.values()]
}

/** Takes the taxes out of an amount that contains them, one by one. */
function taxesInside(amount, percents) {
  const scale = Math.max(...percents.map(scaleOf))
  const shares = percents.map((percent) => scaled(percent, scale))
  const divisor = hundredIn(scale) + sum(shares)
  const taken = divideRounded(amount * sum(shares), divisor)
  return apportion(
    taken,
    shares.map((share) => amount * share),
    divisor,
  )
}

/** What bundles come to: net, tax by tax, and both together. */
function totalsOf(bundles, { rates, inside }) {
  const taxes = new Map()
  const put = (key, minor) => taxes.set(key, (taxes.get(key) ?? 0n) + minor)
  let net = 0n
  for (const { taxes: keys, amount } of bundles) {
    const taken = inside
      ? taxesInside(
          amount,
          keys.map((key) => rates[key]),
        )
      : keys.map(() => amount)
    for (const [at, key] of keys.entries()) put(key, taken[at])
    net += inside ? amount - sum(taken) : amount
  }
  if (!inside) for (const [key, base] of taxes) taxes.set(key, partOf(base, rates[key]))
  return { taxes, net, total: net + sum([...taxes.values()]) }
}

/** The deposit on bundles: a part of each, taxed as it is. */
function depositOf(bundles, offer) {
  const scale = scaleOf(offer.deposit)
  const percent = scaled(offer.deposit, scale)
  const amounts = bundles.map(({ amount }) => amount)
  const parts = apportion(
    partOf(sum(amounts), offer.deposit),
    amounts.map((amount) => amount * percent),
    hundredIn(scale),
  )
  const kept = bundles.map(({ taxes }, at) => ({ taxes, amount: parts[at] })).filter(({ amount }) => amount !== 0n)
  return totalsOf(kept, offer).total
}

/** What an offer's fixed lines and the ticked options (by their ids) come to, in minor units; and the deposit on what is paid once. */
export function reckon(offer, ticked) {
  const chosen = offer.lines.filter(({ option }) => option === null || ticked.includes(option))
  const [once, monthly] = ["once", "monthly"].map((every) => bundled(chosen.filter((line) => line.every === every)))
  return { once: totalsOf(once, offer), monthly: totalsOf(monthly, offer), deposit: depositOf(once, offer) }
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
      boxes.map(({ value }) => value),
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
