import type { Installation } from "../installation"
import type { Limit } from "../limits/limit"
import type { Target } from "../measure/press"
import type { Row } from "../measure/row"

/** A page that is measured, and its address. */
export type Page = { name: string; path: string; signedIn: boolean }

/** The pages of the table; the first record is the newest deal that was loaded. */
export function pagesOf({ clientPath }: Installation, dealId: string) {
  return {
    list: { name: "deals list", path: "/deals/list", signedIn: true },
    board: { name: "board", path: "/deals", signedIn: true },
    record: { name: "record page", path: `/deals/${dealId}`, signedIn: true },
    today: { name: "Today", path: "/", signedIn: true },
    client: { name: "client's proposal page", path: clientPath, signedIn: false },
  } satisfies Record<string, Page>
}

/** What a browser sends for a page. */
export function headersFor({ cookie }: Installation, { signedIn }: Page): Record<string, string> {
  const accepted = { Accept: "text/html", "Accept-Encoding": "identity" }
  return signedIn ? { ...accepted, Cookie: cookie } : accepted
}

/** Each page as a first view, against the bare query and `renderToString`; the list as a later view too. */
export function pageRows(installation: Installation, limit: Limit, dealId: string): Row[] {
  const pages = pagesOf(installation, dealId)
  const { program, postgresPid: postgres } = installation
  const ours = (page: Page, path = page.path): Target => ({
    url: `${program.url}${path}`,
    headers: headersFor(installation, page),
    pids: { program: program.pid(), postgres },
  })
  const bare = (name: string): Target => ({ url: `${limit.url}/${name}`, pids: { program: limit.pid, postgres } })
  return [
    { name: "deals list", aim: 0.6, ours: ours(pages.list), limit: bare("list") },
    { name: "deals list, data only", aim: 1, ours: ours(pages.list, "/deals/list.data"), limit: bare("list") },
    { name: "board", aim: null, ours: ours(pages.board), limit: bare("board") },
    { name: "record page", aim: 0.6, ours: ours(pages.record), limit: bare("record") },
    { name: "client's proposal page", aim: null, ours: ours(pages.client), limit: bare("client") },
  ]
}
