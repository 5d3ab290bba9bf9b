import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { ownerChoices } from "~/companies/form-choices.server"
import { MoveMenu } from "~/deals/components/move-menu"
import { nextStep, statusGlyph } from "~/deals/deal"
import { cardsPerColumn, dealBoard } from "~/deals/deal-board.server"
import { closeText, sumsText, valueTexts, weightedText } from "~/deals/deal-figures"
import { daysOnBoard } from "~/deals/deal-sums.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { todayIn } from "~/platform/language/dates"
import { href, withQuery } from "~/platform/language/paths"
import { Board, BoardCard, BoardColumn } from "~/ui/board"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { SelectField } from "~/ui/fields"
import { FilterBar, SearchField } from "~/ui/filter-bar"
import { Link } from "~/ui/link"
import { PageBody } from "~/ui/page"
import { Tabs } from "~/ui/tabs"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Deals · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const [columns, owners, { locale, timeZone }] = await answer(() =>
    Promise.all([dealBoard(ctx, asked), ownerChoices(ctx), getOrganization(ctx, {})]),
  )
  const today = todayIn(timeZone, ctx.now)
  const { q = "", owner = "" } = asked
  return {
    q,
    owner,
    owners,
    columns: columns.map((stage) => {
      const count = stage.sums.reduce((all, sum) => all + sum.count, 0)
      return {
        id: stage.id as string,
        name: stage.name,
        kind: stage.kind,
        tone: stage.tone,
        count,
        sum: sumsText(stage.sums, locale),
        note: stage.kind === "open" ? weightedText(stage.sums, stage.probability, locale) : `last ${daysOnBoard} days`,
        cards: stage.cards.map((deal) => cardOf(deal, closeText(deal, today, locale), locale)),
        more:
          count > cardsPerColumn
            ? withQuery(href("/deals/list"), { status: stage.kind, stage: stage.id, q, owner })
            : null,
      }
    }),
    may: { open: may(ctx, "deals.open"), move: may(ctx, "deals.move") },
  }
}

type Card = Awaited<ReturnType<typeof dealBoard>>[number]["cards"][number]

function cardOf(deal: Card, closes: ReturnType<typeof closeText>, locale: string) {
  const { id, title, stageId, status, companyName, ownerName } = deal
  const day = closes && (closes.isOverdue ? `was to close ${closes.text}` : `closes ${closes.text}`)
  return {
    ...{ id, title, stageId, companyName, ownerName },
    ...valueTexts(deal, locale),
    note: status === "open" ? [nextStep(deal), day].filter(Boolean).join(" · ") : null,
    isOverdue: closes?.isOverdue ?? false,
  }
}

export default function DealBoard() {
  const { columns, owners, q, owner, may } = useLoaderData<typeof loader>()
  const open = columns.filter(({ kind }) => kind === "open")
  const isFiltered = q !== "" || owner !== ""
  const isEmpty = columns.every(({ count }) => count === 0)
  const here = withQuery(href("/deals"), { q, owner })
  return (
    <>
      <TitleBar title="Deals" actions={may.open && <NewDeal />} />
      <Tabs
        label="Views of deals"
        items={[
          { label: "Board", href: here, current: true },
          { label: "List", href: withQuery(href("/deals/list"), { q, owner }) },
        ]}
      />
      <FilterBar action={href("/deals")} label="Filter deals">
        <SearchField name="q" label="Search deals" defaultValue={q} />
        <SelectField
          key={owner}
          label="Owner"
          name="owner"
          compact
          placeholder="Every owner"
          defaultValue={owner}
          options={owners}
        />
      </FilterBar>
      {isEmpty ? (
        <PageBody>
          {isFiltered ? (
            <Empty
              title="No deal fits"
              text="No open deal has this owner or these words."
              action={<ButtonLink href={href("/deals")}>Clear filters</ButtonLink>}
            />
          ) : (
            <Empty
              title="No deals yet"
              text="Deals come from converted leads, or are opened here."
              action={may.open && <NewDeal />}
            />
          )}
        </PageBody>
      ) : (
        <Board label="Deals by stage">
          {columns.map((column) => (
            <BoardColumn
              key={column.id}
              id={`stage-${column.id}`}
              name={column.name}
              count={column.count}
              sum={column.sum}
              note={column.note}
              tone={column.tone}
              glyph={statusGlyph[column.kind]}
              empty="No deals"
            >
              {column.cards.map((card) => (
                <BoardCard
                  key={card.id}
                  href={href("/deals/:dealId", { dealId: card.id })}
                  title={card.title}
                  subtitle={[card.companyName, card.monthly].filter(Boolean).join(" · ")}
                  amount={card.value}
                  note={card.note}
                  noteTone={card.isOverdue ? "warn" : undefined}
                  owner={card.ownerName ?? undefined}
                  actions={may.move && column.kind === "open" && <MoveMenu deal={card} stages={open} returnTo={here} />}
                />
              ))}
              {column.more && (
                <li className="py-2 text-center">
                  <Link to={column.more}>All {column.count} in the list</Link>
                </li>
              )}
            </BoardColumn>
          ))}
        </Board>
      )}
    </>
  )
}

function NewDeal() {
  return (
    <ButtonLink href={href("/deals/new")} tone="primary" shortcut="c">
      New deal
    </ButtonLink>
  )
}
