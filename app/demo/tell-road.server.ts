import { createNote } from "~/activities/create-note.server"
import { loseDeal } from "~/deals/lose-deal.server"
import { moveDeal } from "~/deals/move-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import { listStages } from "~/deals/stage-queries.server"
import { type Act, thread } from "./act"
import type { Cast } from "./cast.server"
import type { StoryClock } from "./days"
import type { Road } from "./road"
import { meetClient } from "./tell-client.server"
import { pricedLines } from "./tell-lines"
import { moneyActs } from "./tell-money.server"
import { proposalActs } from "./tell-proposal.server"
import { asOwner, type Client, type Told } from "./told"

/** The acts of one client's way, from the first word to the last payment. */
export function roadActs(cast: Cast, clock: StoryClock, road: Road): Act[] {
  let client: Client | undefined
  const met = () => {
    if (!client) throw new Error(`${road.key} was told out of order`)
    return client
  }
  const told: Told = {
    ...{ cast, clock, road },
    once: (act) => ({ submission: `demo ${road.key} ${act}` }),
    act: (when, time, tell) =>
      when ? [{ at: clock.at(when.daysAgo, time), tell: async (now) => void (await tell(now)) }] : [],
    client: met,
    dealId: () => met().dealId,
  }
  return thread([
    ...meetClient(told, (known) => {
      client = known
    }),
    ...told.act(road.deal, "10:15", (now) => price(told, now)),
    ...notes(told),
    ...proposalActs(told),
    ...told.act(road.negotiation, "15:10", (now) => toStage(told, "Negotiation", now)),
    ...told.act(road.lost, "17:20", (now) =>
      loseDeal(
        asOwner(told, now),
        { dealId: told.dealId(), reason: road.lost!.reason, competitor: road.lost!.competitor ?? null },
        told.once("lost"),
      ),
    ),
    ...moneyActs(told),
  ])
}

function price(told: Told, now: Date) {
  const { road, dealId, once } = told
  const version = road.enquiry ? 2 : 1
  const lines = pricedLines(road.deal.lines, road.client.taxTreatment)
  return priceDeal(asOwner(told, now), { dealId: dealId(), version, lines }, once("priced"))
}

function notes(told: Told): Act[] {
  return (told.road.notes ?? []).flatMap((note, at) =>
    told.act(note, "13:25", (now) =>
      createNote(told.cast.as(note.by, now), { dealId: told.dealId(), body: note.text }, told.once(`note ${at}`)),
    ),
  )
}

async function toStage(told: Told, name: string, now: Date) {
  const stage = (await listStages(asOwner(told, now), {})).find((each) => each.name === name)
  if (stage) await moveDeal(asOwner(told, now), { dealId: told.dealId(), stageId: stage.id }, told.once(`to ${name}`))
}
