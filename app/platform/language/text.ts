/**
 * Text as it is kept: composed (NFC), line ends as "\n", without control characters other than "\n" and tab (Postgres
 * refuses NUL), lone surrogates replaced by U+FFFD. Does not trim.
 */
export function normalizeText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/\p{Cs}/gu, "\uFFFD")
    .normalize("NFC")
}

/** Whether somebody who reads a text sees anything: blanks, joiners, fillers and other signs without a shape are nothing. */
export const isSeen = (text: string): boolean => /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text)

/** An e-mail address as it is kept and compared: trimmed, lower case, its domain in ASCII ("xn--…"). */
export function normalizeEmail(text: string): string {
  const email = normalizeText(text).trim().toLowerCase()
  const at = email.lastIndexOf("@")
  const domain = at < 0 ? null : asciiDomain(email.slice(at + 1))
  return domain ? `${email.slice(0, at)}@${domain}` : email
}

/** Whether a text is an e-mail address mail can be sent to: one address, ASCII before the @, a domain with a dot. */
export function isEmail(text: string): boolean {
  const email = normalizeEmail(text)
  const [local = "", domain = "", ...more] = email.split("@")
  return (
    more.length === 0 &&
    email.length <= 254 &&
    local.length <= 64 &&
    /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/.test(local) &&
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$/.test(domain)
  )
}

/** The domain of an e-mail address in ASCII, or null when the text is no address. */
export function emailDomain(text: string): string | null {
  return isEmail(text) ? normalizeEmail(text).split("@")[1]! : null
}

/** A phone number as digits, with a leading + when it is international: "+49 (0)30 12 34" becomes "+49301234". */
export function normalizePhone(text: string): string {
  const number = /[+\d(][^\p{L}]*/u.exec(normalizeText(text))?.[0] ?? ""
  const isInternational = /^\(?(\+|00)/.test(number)
  const digits = (isInternational ? number.replace(/^\(?00/, "").replace(/\(0\)/, "") : number).replace(/\D/g, "")
  return isInternational && digits ? `+${digits}` : digits
}

function asciiDomain(domain: string): string | null {
  if (!/^[^\s/@:?#\\[\]%]+$/.test(domain)) return null
  const url = `http://${domain}`
  return URL.canParse(url) ? new URL(url).hostname : null
}
