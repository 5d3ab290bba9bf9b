import { type RefObject, useCallback, useEffect, useRef, useState } from "react"
import { Icon } from "./icon"
import { Kbd, keyName } from "./kbd"

const sequenceWait = 1200

/** Presses what carries the key: fields are focused, everything else is clicked. */
function press(keys: string): boolean {
  const target = [...document.querySelectorAll<HTMLElement>("[data-key]")].find(
    (element) => element.dataset.key === keys && !element.closest("[hidden], dialog:not([open])"),
  )
  if (!target) return false
  if (target.matches("input, textarea, select")) target.focus()
  else target.click()
  return true
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
}

/** Sends the form one is writing in, by the button that says so or by its first. */
function submitFormOf(target: EventTarget | null): boolean {
  const form = target instanceof HTMLElement ? target.closest("form") : null
  if (!form || form.method === "get") return false
  form.requestSubmit(form.querySelector<HTMLElement>('[data-key="mod+enter"]'))
  return true
}

/** Lets the keyboard press what carries `data-key`; single keys rest while someone types or a dialog is open. */
export function useShortcuts(openHelp?: () => void) {
  useEffect(() => {
    let first = ""
    let forget: ReturnType<typeof setTimeout> | undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      if (event.metaKey || event.ctrlKey) {
        if (event.key === "Enter" && submitFormOf(event.target)) event.preventDefault()
        return
      }
      if (isTyping(event.target) || document.querySelector("dialog[open]")) return
      const key = event.key.toLowerCase()
      const keys = first ? `${first} ${key}` : key
      first = ""
      clearTimeout(forget)
      if (keys === "g") {
        first = "g"
        forget = setTimeout(() => {
          first = ""
        }, sequenceWait)
      } else if (keys === "?" && openHelp) openHelp()
      else if (!press(keys)) return
      event.preventDefault()
    }
    document.addEventListener("keydown", onKeyDown)
    return () => {
      clearTimeout(forget)
      document.removeEventListener("keydown", onKeyDown)
    }
  }, [openHelp])
}

type Listed = { keys: string; label: string }

/** The keys of the page as it stands now, with the words of what they press. */
function listed(): Listed[] {
  const found = new Map<string, string>()
  for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
    const keys = element.dataset.key ?? ""
    const words =
      element.getAttribute("aria-label") ?? element.closest("label")?.textContent ?? element.dataset.keyLabel
    const own =
      words ??
      [...element.childNodes]
        .filter((node) => node.nodeName !== "KBD")
        .map(textOf)
        .join(" ")
    if (!found.has(keys)) found.set(keys, own.replace(/\s+/g, " ").trim())
  }
  return [...found].map(([keys, label]) => ({ keys, label }))
}

const textOf = (node: Node) => (node instanceof Element && node.matches(".count") ? "" : (node.textContent ?? ""))

const always: Listed[] = [
  { keys: "mod+enter", label: "Send the form" },
  { keys: "?", label: "Show this list" },
]

/** The list of keys and the way to open it; pressing ? opens it too. */
export function useShortcutHelp() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [keys, setKeys] = useState<Listed[]>(always)
  const open = useCallback(() => {
    setKeys([...listed(), ...always])
    dialog.current?.showModal()
  }, [])
  useShortcuts(open)
  return { open, dialog: <ShortcutDialog keys={keys} box={dialog} /> }
}

function ShortcutDialog({ keys, box }: { keys: Listed[]; box: RefObject<HTMLDialogElement> }) {
  return (
    <dialog className="dialog" ref={box} aria-labelledby="shortcuts-title">
      <form method="dialog" className="dialog-head">
        <h2 id="shortcuts-title">Keyboard</h2>
        <button className="button" data-tone="quiet" data-square="" type="submit" aria-label="Close">
          <Icon name="x" />
        </button>
      </form>
      <dl className="shortcut-list">
        {keys.map(({ keys: combination, label }) => (
          <div key={combination}>
            <dt>{label}</dt>
            <dd>
              {keyName(combination)
                .split(" ")
                .map((key) => (key === "then" ? "then" : <Kbd key={key}>{key}</Kbd>))}
            </dd>
          </div>
        ))}
      </dl>
    </dialog>
  )
}
