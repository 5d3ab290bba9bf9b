import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { formatDate, formatInstant, todayIn } from "~/platform/language/dates"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Chip, type GlyphName } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { Link } from "~/ui/link"
import { PageBody } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { TitleBar } from "~/ui/title-bar"
import type { Tone } from "~/ui/tones"
import { isWorking, type KeyStanding, shownPrefix } from "../api-key"
import { listApiKeys } from "../key-queries.server"

export const meta: MetaFunction = () => [{ title: "API keys · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { keys, newer, older, timeZone, locale } = await answer(() =>
    listApiKeys(ctx, Object.fromEntries(new URL(args.request.url).searchParams)),
  )
  const moment = (at: Date) => formatInstant(at, timeZone, locale)
  return {
    mayRotate: may(ctx, "api-keys.rotate"),
    mayRevoke: may(ctx, "api-keys.revoke"),
    newer: newer && withQuery(href("/settings/api-keys"), { before: newer }),
    older: older && withQuery(href("/settings/api-keys"), { after: older }),
    rows: keys.map(({ id, name, prefix, roleName, isReadOnly, standing, maker, ...at }) => ({
      ...{ id: id as string, name, standing, maker, shown: shownPrefix(prefix) },
      ...{ role: roleName, isReadOnly },
      used: at.lastUsedAt ? moment(at.lastUsedAt) : "Never",
      until: formatDate(todayIn(timeZone, at.revokedAt ?? at.expiresAt), locale),
    })),
  }
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number]

const standings: Record<KeyStanding, { words: string; tone: Tone; glyph: GlyphName }> = {
  active: { words: "Works", tone: "moss", glyph: "full" },
  replaced: { words: "Replaced", tone: "amber", glyph: "half" },
  expired: { words: "Expired", tone: "slate", glyph: "ring" },
  revoked: { words: "Revoked", tone: "slate", glyph: "cross" },
  stopped: { words: "Stopped: its maker may do less now", tone: "rose", glyph: "cross" },
}

function Standing({ standing }: Pick<Row, "standing">) {
  const { words, tone, glyph } = standings[standing]
  return (
    <Chip tone={tone} glyph={glyph}>
      {words}
    </Chip>
  )
}

export default function ApiKeys() {
  const { rows, newer, older, mayRotate, mayRevoke } = useLoaderData<typeof loader>()
  const make = (
    <ButtonLink href={href("/settings/api-keys/new")} tone="primary" icon="plus">
      New API key
    </ButtonLink>
  )
  return (
    <>
      <TitleBar
        title="API keys"
        subtitle="By a key a program acts here, as the role that the key has"
        actions={rows.length > 0 && make}
      />
      <PageBody>
        <DataTable
          label="API keys, newest first"
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "name",
              header: "Name",
              primary: true,
              width: "wide",
              wraps: true,
              cell: ({ name, shown, maker }) => (
                <>
                  <span className="block">{name}</span> <code className="hint block">{shown}</code>{" "}
                  <span className="hint block">Made by {maker}</span>
                </>
              ),
            },
            { key: "standing", header: "Standing", phone: "end", cell: (row) => <Standing {...row} /> },
            {
              key: "role",
              header: "Acts as",
              phone: "sub",
              wraps: true,
              cell: ({ role, isReadOnly }) => (
                <>
                  <span className="block">{role}</span> {isReadOnly && <span className="hint block">Reads only</span>}
                </>
              ),
            },
            { key: "used", header: "Last used", phone: "hide", cell: ({ used }) => used },
            { key: "until", header: "Until", phone: "hide", narrow: "hide", cell: ({ until }) => until },
            {
              key: "act",
              header: "What to do",
              phone: "note",
              width: "min",
              cell: ({ id, name, standing }) => (
                <span className="flex flex-wrap gap-3">
                  {mayRotate && standing === "active" && (
                    <Link to={href("/settings/api-keys/:keyId/rotate", { keyId: id })} aria-label={`Rotate ${name}`}>
                      Rotate
                    </Link>
                  )}
                  {mayRevoke && isWorking(standing) && (
                    <Link to={href("/settings/api-keys/:keyId/revoke", { keyId: id })} aria-label={`Revoke ${name}`}>
                      Revoke
                    </Link>
                  )}
                </span>
              ),
            },
          ]}
          empty={
            <Empty
              title="No program has a key yet"
              text="A key lets another program read or write here, no further than the role you give it, and until you revoke it."
              action={make}
            />
          }
        />
        <Pager newer={newer} older={older} />
      </PageBody>
    </>
  )
}
