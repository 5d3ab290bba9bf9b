import { useBlocker } from "@remix-run/react"
import { useEffect, useRef } from "react"

const question = "Leave without saving? What you typed is lost."

/**
 * Asks before what was typed into a form is left behind, by a link of the program or by closing the window. `cameBack` when the
 * form was sent and not accepted: it holds what was typed from the start.
 */
export function useUnsavedQuestion(formId: string, cameBack: boolean) {
  const unsaved = useRef(false)
  useEffect(() => {
    unsaved.current = cameBack
  }, [cameBack])
  useEffect(() => {
    const isOurs = ({ target }: Event) => (target as HTMLInputElement).form?.id === formId
    const onInput = (event: Event) => {
      if (isOurs(event)) unsaved.current = true
    }
    const onLeave = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault()
    }
    document.addEventListener("input", onInput)
    window.addEventListener("beforeunload", onLeave)
    return () => {
      document.removeEventListener("input", onInput)
      window.removeEventListener("beforeunload", onLeave)
    }
  }, [formId])
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => unsaved.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== "blocked") return
    if (window.confirm(question)) blocker.proceed()
    else blocker.reset()
  }, [blocker])
}
