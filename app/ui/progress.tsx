import { useId } from "react"

type ProgressProps = { label: string; value: number; max?: number; text?: string }

/** How much of the whole is done, with the figure beside the bar. */
export function Progress({ label, value, max = 100, text }: ProgressProps) {
  const id = useId()
  return (
    <div className="progress">
      <label htmlFor={id}>{label}</label>
      {text && <span className="progress-text">{text}</span>}
      <progress id={id} value={value} max={max} data-over={value > max || undefined} />
    </div>
  )
}
