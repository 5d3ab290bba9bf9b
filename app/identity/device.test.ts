import { expect, test } from "vitest"
import { deviceOf } from "./device"

const mozilla = "Mozilla/5.0"
const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)"

test.each([
  [`${mozilla} (Windows NT 10.0; Win64; x64) ${webkit} Chrome/128.0.0.0 Safari/537.36`, "Chrome on Windows"],
  [
    `${mozilla} (Windows NT 10.0; Win64; x64) ${webkit} Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0`,
    "Edge on Windows",
  ],
  [`${mozilla} (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0`, "Firefox on Linux"],
  [
    `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15`,
    "Safari on a Mac",
  ],
  [
    `${mozilla} (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/128.0 Mobile/15E148 Safari/604.1`,
    "Chrome on an iPhone",
  ],
  [
    `${mozilla} (Linux; Android 14; SM-S918B) ${webkit} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36`,
    "Samsung Internet on Android",
  ],
  ["curl/8.5.0", "An unknown browser"],
  [null, "An unknown browser"],
])("%s is %s", (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device)
})

test("an update of the browser is no other device", () => {
  const of = (version: number) => deviceOf(`${mozilla} (X11; Linux x86_64; rv:${version}.0) Firefox/${version}.0`)
  expect(of(130)).toBe(of(142))
})
