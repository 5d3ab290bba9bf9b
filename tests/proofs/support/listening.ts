/** A stream of what happens, as one browser hears it. */
export type Listening = { status: number; told(what: RegExp): Promise<void>; close(): string }

/** Listens to what happens, with a cookie or without. */
export async function listen(url: string, cookie?: string): Promise<Listening> {
  const over = new AbortController()
  const headers = cookie ? { Cookie: cookie } : undefined
  const response = await fetch(`${url}/events`, { headers, signal: over.signal })
  let text = ""
  const waiting = new Set<() => void>()
  const reading = async () => {
    const reader = response.body!.getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += Buffer.from(part.value).toString()
      for (const look of waiting) look()
    }
  }
  reading().catch(() => {})
  const told = (what: RegExp) =>
    new Promise<void>((heard) => {
      const look = () => what.test(text) && heard()
      waiting.add(look)
      look()
    })
  if (response.status === 200) await told(/^retry:/)
  return {
    status: response.status,
    told,
    close() {
      over.abort()
      return text
    },
  }
}
