import { Form } from "@remix-run/react"
import { type ChangeEvent, type ReactNode, useState } from "react"
import { type Fields, HiddenFields } from "./action-form"
import type { Ticks } from "./data-table"
import { useHydrated } from "./hydrated"

type TickFormProps = {
  /** The page that asks what is to be done with what was ticked; it is given the ticks as `id`, and `all`, in its address. */
  action: string
  fields: Fields
  /** The button, and the words of the box that means everything the list shows, on its other pages too. */
  button: string
  all: string
  children: ReactNode
}

const boxesOf = (form: HTMLFormElement | null) => [
  ...(form?.querySelectorAll<HTMLInputElement>('input[type="checkbox"][name="id"]') ?? []),
]

/** A list whose rows can be ticked, and the bar that goes on with them. Complete without a script; with one it counts. */
export function TickForm({ action, fields, button, all, children }: TickFormProps) {
  const [ticked, setTicked] = useState<number | "all">(0)
  const hydrated = useHydrated()
  const count = ({ currentTarget: form }: ChangeEvent<HTMLFormElement>) => {
    const isAll = form.querySelector<HTMLInputElement>('input[name="all"]')?.checked
    setTicked(isAll ? "all" : boxesOf(form).filter(({ checked }) => checked).length)
  }
  const isNone = ticked === 0
  return (
    <Form method="get" action={action} onChange={count}>
      <HiddenFields fields={fields} />
      {children}
      <div className="tick-bar" data-sticky={!isNone || undefined}>
        <div className="tick-words">
          <label className="tick-all">
            <input className="check" type="checkbox" name="all" value="on" />
            {all}
          </label>
          {hydrated && (
            <span className="hint" aria-live="polite">
              {isNone ? "" : ticked === "all" ? "All ticked" : `${ticked} ticked`}
            </span>
          )}
        </div>
        <button className="button" data-tone="plain" type="submit">
          {button}
        </button>
      </div>
    </Form>
  )
}

/** The boxes of a table's rows, where they can be ticked at all. */
export const ticksOf = <Row,>(may: boolean, name: (row: Row) => string): Ticks<Row> | undefined =>
  may ? { name, head: <TickAll /> } : undefined

/** Ticks every row of this page: a comfort that only a script can give. */
function TickAll() {
  if (!useHydrated()) return <span className="sr-only">Choose</span>
  const tickAll = ({ currentTarget: { form, checked } }: ChangeEvent<HTMLInputElement>) => {
    for (const box of boxesOf(form)) box.checked = checked
  }
  return <input className="check" type="checkbox" aria-label="Choose every row of this page" onChange={tickAll} />
}
