import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { getOrganization } from "~/organizations/organization-queries.server"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { PageBody, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { chainVerdict } from "../chain-verdict.server"
import { VerdictPanel } from "../components/verdict-panel"
import { listAuditHeads } from "../heads-queries.server"
import { sayBreak } from "../verdict"

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: "Verify the audit log · Signoff" },
  ...(data?.next ? [{ httpEquiv: "refresh", content: `0;url=${data.next}` }] : []),
]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const from = new URL(args.request.url).searchParams.get("from") ?? undefined
  return answer(async () => {
    const [verdict, heads, { locale }] = await Promise.all([
      chainVerdict(ctx, { from }),
      listAuditHeads(ctx, {}),
      getOrganization(ctx, {}),
    ])
    const count = (n: number) => n.toLocaleString(locale)
    return {
      isWhole: verdict.isWhole,
      broken: verdict.broken && { sentence: sayBreak(verdict.broken), eventId: verdict.broken.eventId },
      walked: { done: verdict.standing.sequence, of: verdict.links },
      said: {
        walked: count(verdict.standing.sequence),
        links: count(verdict.links),
        unsealed: count(verdict.unsealed),
      },
      erased: verdict.standing.erased,
      heads: verdict.heads,
      lines: heads.slice(0, 7),
      next: verdict.next && withQuery(href("/settings/audit/verify"), { from: verdict.next }),
    }
  })
}

export default function Verify() {
  const { lines, ...verdict } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar
        title="Verify the audit log"
        subtitle="Whether anybody changed the record behind Signoff's back"
        actions={<ButtonLink href={href("/settings/audit")}>Audit log</ButtonLink>}
      />
      <PageBody width="form">
        <VerdictPanel {...verdict} />
        <Section
          title="Signed heads"
          note="Once a day the last link is signed. Keep these lines somewhere else, such as in a mailbox: with them even whoever rules this machine and its database cannot shorten or rewrite what stands before."
          action={
            lines.length > 0 && (
              <ButtonLink href={href("/settings/audit/heads")} icon="download" download>
                Download all
              </ButtonLink>
            )
          }
        >
          {lines.length > 0 ? (
            <pre className="audit-heads">{lines.join("\n")}</pre>
          ) : (
            <p className="muted">The first head is signed in the night after the first day.</p>
          )}
        </Section>
      </PageBody>
    </>
  )
}
