import source from "./client-page.mjs?url"

/**
 * The small script of a client's page; without it the page does all the same. `seen` is the address that is told when a
 * person had the page in sight.
 */
export function ClientScript({ seen }: { seen?: string }) {
  return <script type="module" src={source} data-seen={seen} />
}
