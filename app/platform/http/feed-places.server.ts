import type pg from "pg"

/*
 * The places that one person has for live streams, counted over all processes: a place is an advisory lock in the connection
 * that the process listens on, so that it is given back with the process however that ends.
 */

/** One of a person's places. */
type Place = { personId: string; number: number }

/** The places that streams of this process have; each is here once, since a connection would be given its own lock again. */
export type Places = { mine: Map<string, Place>; listener: pg.Client | null; turn: Promise<unknown> }

/** The first of a lock's two numbers for a person's first place; those of the others follow it. */
const LOCKS = 7_364_510

const nameOf = ({ personId, number }: Place) => `${number} ${personId}`

/** Asks in a connection what it is asked one after the other; nothing is said by one that is lost. */
function asked(places: Places, client: pg.Client | null, what: string, { personId, number }: Place) {
  const text = `select ${what}($1::int, hashtext($2)) as done`
  const answer = async () => (await client?.query<{ done: boolean }>(text, [LOCKS + number, personId]))?.rows[0]?.done
  places.turn = places.turn.then(answer).catch(() => undefined)
  return places.turn
}

/** Takes one of a person's `most` places; null when all are taken. While nothing is heard of others, this process counts alone. */
export async function takePlace(places: Places, personId: string, most: number): Promise<Place | null> {
  for (let number = 0; number < most; number++) {
    const place = { personId, number }
    if (places.mine.has(nameOf(place))) continue
    places.mine.set(nameOf(place), place)
    const isTaken = (await asked(places, places.listener, "pg_try_advisory_lock", place)) === false
    if (!isTaken) return place
    places.mine.delete(nameOf(place))
  }
  return null
}

/** Gives a place back. */
export function givePlace(places: Places, place: Place): void {
  if (places.mine.delete(nameOf(place))) void asked(places, places.listener, "pg_advisory_unlock", place)
}

/** Takes the places of this process again in a connection made anew: the locks went with the one before. */
export async function retakePlaces(places: Places, client: pg.Client): Promise<void> {
  for (const place of places.mine.values()) await asked(places, client, "pg_try_advisory_lock", place)
}
