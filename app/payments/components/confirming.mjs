/*
 * While a payment is being confirmed, looks every few seconds whether it is, and shows the page anew once that has changed.
 * Without it the reader looks again by a link.
 */

const everyMilliseconds = 3_000
const mostLooks = 100
const waiting = "[data-stage=confirming]"

/** Whether the page, as it is now, still waits. An answer that is none is no news. */
async function stillWaits() {
  const answer = await fetch(location.href).catch(() => null)
  if (!answer?.ok) return true
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  return page.querySelector(waiting) !== null
}

async function look(left) {
  if (document.visibilityState === "visible" && !(await stillWaits())) location.reload()
  else if (left > 1) setTimeout(() => void look(left - 1), everyMilliseconds)
}

if (document.querySelector(waiting)) setTimeout(() => void look(mostLooks), everyMilliseconds)
