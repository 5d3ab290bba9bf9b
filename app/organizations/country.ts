import { remember } from "~/platform/language/remember"

/** What follows from the country an organization works in, until somebody says otherwise. `taxRate` is the standard rate in percent. */
export type Country = { code: string; currency: string; taxRate: string; locale: string; inEu: boolean }

/** Who uses which currency: every country and territory of ISO 3166-1, each once. */
const byCurrency = {
  AED: "AE",
  AFN: "AF",
  ALL: "AL",
  AMD: "AM",
  AOA: "AO",
  ARS: "AR",
  AUD: "AU CC CX HM KI NF NR TV",
  AWG: "AW",
  AZN: "AZ",
  BAM: "BA",
  BBD: "BB",
  BDT: "BD",
  BHD: "BH",
  BIF: "BI",
  BMD: "BM",
  BND: "BN",
  BOB: "BO",
  BRL: "BR",
  BSD: "BS",
  BTN: "BT",
  BWP: "BW",
  BYN: "BY",
  BZD: "BZ",
  CAD: "CA",
  CDF: "CD",
  CHF: "CH LI",
  CLP: "CL",
  CNY: "CN",
  COP: "CO",
  CRC: "CR",
  CUP: "CU",
  CVE: "CV",
  CZK: "CZ",
  DJF: "DJ",
  DKK: "DK FO GL",
  DOP: "DO",
  DZD: "DZ",
  EGP: "EG",
  ERN: "ER",
  ETB: "ET",
  EUR: "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA YT",
  FJD: "FJ",
  FKP: "FK",
  GBP: "GB GG GS IM JE",
  GEL: "GE",
  GHS: "GH",
  GIP: "GI",
  GMD: "GM",
  GNF: "GN",
  GTQ: "GT",
  GYD: "GY",
  HKD: "HK",
  HNL: "HN",
  HTG: "HT",
  HUF: "HU",
  IDR: "ID",
  ILS: "IL PS",
  INR: "IN",
  IQD: "IQ",
  IRR: "IR",
  ISK: "IS",
  JMD: "JM",
  JOD: "JO",
  JPY: "JP",
  KES: "KE",
  KGS: "KG",
  KHR: "KH",
  KMF: "KM",
  KPW: "KP",
  KRW: "KR",
  KWD: "KW",
  KYD: "KY",
  KZT: "KZ",
  LAK: "LA",
  LBP: "LB",
  LKR: "LK",
  LRD: "LR",
  LSL: "LS",
  LYD: "LY",
  MAD: "EH MA",
  MDL: "MD",
  MGA: "MG",
  MKD: "MK",
  MMK: "MM",
  MNT: "MN",
  MOP: "MO",
  MRU: "MR",
  MUR: "MU",
  MVR: "MV",
  MWK: "MW",
  MXN: "MX",
  MYR: "MY",
  MZN: "MZ",
  NAD: "NA",
  NGN: "NG",
  NIO: "NI",
  NOK: "BV NO SJ",
  NPR: "NP",
  NZD: "CK NU NZ PN TK",
  OMR: "OM",
  PEN: "PE",
  PGK: "PG",
  PHP: "PH",
  PKR: "PK",
  PLN: "PL",
  PYG: "PY",
  QAR: "QA",
  RON: "RO",
  RSD: "RS",
  RUB: "RU",
  RWF: "RW",
  SAR: "SA",
  SBD: "SB",
  SCR: "SC",
  SDG: "SD",
  SEK: "SE",
  SGD: "SG",
  SHP: "SH",
  SLE: "SL",
  SOS: "SO",
  SRD: "SR",
  SSP: "SS",
  STN: "ST",
  SYP: "SY",
  SZL: "SZ",
  THB: "TH",
  TJS: "TJ",
  TMT: "TM",
  TND: "TN",
  TOP: "TO",
  TRY: "TR",
  TTD: "TT",
  TWD: "TW",
  TZS: "TZ",
  UAH: "UA",
  UGX: "UG",
  USD: "AQ AS BQ EC FM GU IO MH MP PA PR PW SV TC TL UM US VG VI",
  UYU: "UY",
  UZS: "UZ",
  VES: "VE",
  VND: "VN",
  VUV: "VU",
  WST: "WS",
  XAF: "CF CG CM GA GQ TD",
  XCD: "AG AI DM GD KN LC MS VC",
  XCG: "CW SX",
  XOF: "BF BJ CI GW ML NE SN TG",
  XPF: "NC PF WF",
  YER: "YE",
  ZAR: "ZA",
  ZMW: "ZM",
  ZWG: "ZW",
}

/** Standard rates of value added or goods and services tax, in percent. A country that is not named has none, or none that is one number. */
const byTaxRate = {
  "4.5": "AD",
  "5": "AE CA OM TW",
  "7": "PA TH",
  "7.5": "NG",
  "8": "MY",
  "8.1": "CH LI",
  "9": "SG",
  "10": "AU BH BS ID IR JP KH KR LA LB MN PG PY VN",
  "12": "GT KG PH UZ",
  "12.5": "TT",
  "13": "BO CN CR NP SV",
  "14": "AO BW EG TJ",
  "15": "BD EC ET FJ GH HN JM MU NA NI NZ SA SC ZA",
  "15.5": "ZW",
  "16": "JO KE KZ MX MZ ZM",
  "17": "BA LU",
  "17.5": "BB",
  "18": "AM AZ CI DO GE IL IN LK MK ML MT PE PK RW SN TZ UG",
  "19": "CL CO CY DE DZ TN",
  "19.25": "CM",
  "20": "AL AT BG BY FR GB IM MA MC MD MG RS TR UA",
  "21": "AR BE CZ ES LT LV ME NL RO",
  "22": "IT RU SI UY",
  "23": "IE PL PT SK",
  "24": "EE GR IS",
  "25": "DK HR NO SE",
  "25.5": "AX FI",
  "27": "HU",
}

const eu = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"

/** Where English is written in a way of its own; elsewhere dates and figures are written the British way. */
const ownEnglish = "AU BM CA HK IE IN JM KE MY NG NZ PH PK SG US ZA"

const listed = (table: Record<string, string>) =>
  new Map(Object.entries(table).flatMap(([value, codes]) => codes.split(" ").map((code) => [code, value] as const)))

const [currencies, taxRates] = [listed(byCurrency), listed(byTaxRate)]

/** The codes of every country (ISO 3166-1 alpha-2), in the order of the alphabet. */
export const countryCodes: readonly string[] = [...currencies.keys()].sort()

/** Whether a text is the code of a country. */
export const isCountry = (code: string) => currencies.has(code)

/** What follows from a country. Throws RangeError for a code that is none. */
export function countryOf(code: string): Country {
  const currency = currencies.get(code)
  if (!currency) throw new RangeError(`There is no country ${JSON.stringify(code)}.`)
  const locale = ownEnglish.split(" ").includes(code) ? `en-${code}` : "en-GB"
  return { code, currency, taxRate: taxRates.get(code) ?? "0", locale, inEu: eu.split(" ").includes(code) }
}

const names = remember((locale) => new Intl.DisplayNames(locale, { type: "region" }))

/** A country's name in a language: "Germany". */
export const countryName = (code: string, locale = "en") => names(locale).of(code) ?? code

/** Every country for a select, by name. */
export const countryOptions = remember(() =>
  countryCodes
    .map((code) => ({ value: code, label: countryName(code) }))
    .sort((a, b) => a.label.localeCompare(b.label, "en")),
)
