const known = new WeakMap<Response, Buffer>()

/** An answer whose bytes are known: they are kept beside it, and need not be read out of a stream again. */
export function wholeResponse(body: string, init: ResponseInit): Response {
  const response = new Response(null, init)
  known.set(response, Buffer.from(body))
  return response
}

/** Every byte of an answer; null when it has none. */
export async function wholeBody(response: Response): Promise<Buffer | null> {
  const kept = known.get(response)
  if (kept) return kept
  return response.body === null ? null : Buffer.from(await response.arrayBuffer())
}
