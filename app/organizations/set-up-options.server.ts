import { currencies } from "~/platform/language/money"
import { countryOf, countryOptions, isCountry } from "./country"

/** Every currency there is, by its code and its name. */
export const currencyOptions = Object.entries(currencies).map(([value, name]) => ({
  value,
  label: `${value} · ${name}`,
}))

/** Time zones under the names of their parts of the world; a zone's value is its IANA name. */
export const timeZoneOptions = () => {
  const groups = new Map<string, { value: string; label: string }[]>()
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const [part = zone, ...place] = zone.split("/")
    if (place.length === 0) continue
    const label = place.join(", ").replaceAll("_", " ")
    groups.set(part, [...(groups.get(part) ?? []), { value: zone, label }])
  }
  const parts = [...groups].map(([label, options]) => ({ label, options }))
  return [...parts, { label: "Everywhere", options: [{ value: "UTC", label: "Coordinated Universal Time" }] }]
}

/** The country that a browser's languages name first ("de-DE, en;q=0.8"), or null. */
export function countryGuess(acceptLanguage: string | null): string | null {
  const regions = (acceptLanguage ?? "")
    .split(",")
    .map((language) => /^\s*[a-z]{2,3}-([A-Z]{2})\b/i.exec(language)?.[1])
  return regions.find((region) => region && isCountry(region.toUpperCase()))?.toUpperCase() ?? null
}

/** The closed lists of the set-up, and what is probably right for who opens it. */
export function setUpOptions(acceptLanguage: string | null) {
  const country = countryGuess(acceptLanguage)
  const guess = country ? { country, currency: countryOf(country).currency } : {}
  return { countries: countryOptions(), currencies: currencyOptions, timeZones: timeZoneOptions(), guess }
}
