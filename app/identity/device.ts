/* What a browser says of itself, in the words of those who use it. Order matters: most of them also name the ones they descend from. */

const browsers: [pattern: RegExp, name: string][] = [
  [/\bEdgA?(iOS)?\//, "Edge"],
  [/\b(OPR|OPiOS|Opera)\//, "Opera"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome|Chromium)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
]

const systems: [pattern: RegExp, name: string][] = [
  [/\biPhone\b/, "an iPhone"],
  [/\biPad\b/, "an iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "a Mac"],
  [/\bCrOS\b/, "a Chromebook"],
  [/\bLinux\b|\bX11\b/, "Linux"],
]

const firstOf = (known: [RegExp, string][], userAgent: string) =>
  known.find(([pattern]) => pattern.test(userAgent))?.[1]

/** The device behind a `User-Agent` header as a person would name it: "Firefox on Windows". It names no version, so that an update is no other device. */
export function deviceOf(userAgent: string | null): string {
  const browser = firstOf(browsers, userAgent ?? "")
  const system = firstOf(systems, userAgent ?? "")
  if (browser && system) return `${browser} on ${system}`
  if (browser) return browser
  return system ? `A browser on ${system}` : "An unknown browser"
}
