import { Fragment } from "react"

/** An e-mail or web address that breaks where its parts meet, when its line is too short. */
export function Breakable({ children }: { children: string }) {
  return children.split(/(?<=[@/])|(?=\.)/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name than their place.
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
