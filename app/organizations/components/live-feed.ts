import { useNavigation, useRevalidator } from "@remix-run/react"
import { useEffect, useRef } from "react"

const CHANNEL = "signoff-feed"
const SETTLE_MS = 300

/**
 * What others do appears by itself: the page's data are asked for again shortly after something happened, now when the page
 * is looked at, else when it is next. One tab of a browser holds the stream and tells the others.
 */
export function useLiveFeed() {
  const { revalidate } = useRevalidator()
  const navigation = useNavigation()
  const idle = useRef(true)
  idle.current = navigation.state === "idle"
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let stale = false
    const refresh = () => {
      if (!stale || document.hidden || !idle.current || isBeingEdited() || wasTyped()) return
      stale = false
      revalidate()
    }
    const happened = () => {
      stale = true
      clearTimeout(timer)
      timer = setTimeout(refresh, SETTLE_MS)
    }
    const leave = listen(happened)
    document.addEventListener("visibilitychange", refresh)
    return () => {
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", refresh)
      leave()
    }
  }, [revalidate])
}

/** Whether a form here carries the version of a record that was read: its values and that version belong together and stay as they are. */
function isBeingEdited(): boolean {
  const forms = document.querySelectorAll("main form:has(input[name='version'])")
  return [...forms].some((form) => form.querySelector("textarea, select, input:not([type='hidden'])"))
}

/** Whether something was typed or ticked here that was not sent: a session that has ended would lead away from it. */
function wasTyped(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement>("main :is(input:not([type='hidden']), textarea)")
  return [...fields].some((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked)
}

/** Hears of what happened until the returned function is called. */
function listen(happened: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = happened
  const ended = new AbortController()
  const hold = () => holdStream(channel, happened, ended.signal)
  if (navigator.locks) navigator.locks.request(CHANNEL, { signal: ended.signal }, hold).catch(() => {})
  else void hold()
  return () => {
    ended.abort()
    channel.close()
  }
}

/** Keeps the stream open and passes on what comes, until it is no longer wanted. */
function holdStream(channel: BroadcastChannel, happened: () => void, wanted: AbortSignal): Promise<void> {
  if (wanted.aborted) return Promise.resolve()
  const stream = new EventSource("/events")
  let wasOpen = false
  stream.onopen = () => {
    if (wasOpen) happened()
    wasOpen = true
  }
  stream.onmessage = ({ data }) => {
    channel.postMessage(data)
    happened()
  }
  return new Promise((done) => {
    wanted.addEventListener("abort", () => {
      stream.close()
      done()
    })
  })
}
