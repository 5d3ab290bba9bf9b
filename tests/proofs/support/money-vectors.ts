import type { Line } from "~/pricing/inputs.server"

/** A document and what it comes to, to the last minor unit. */
export type Vector = {
  name: string
  currency: string
  lines: Pick<Line, "quantity" | "unitPrice" | "taxCategory" | "taxRate" | "secondTaxRate">[]
  discountAmount?: string
  pricesIncludeTax?: boolean
  /** What a line comes to, net, where that is at stake. */
  nets?: string[]
  /** Each tax: its rate and its amount. */
  taxes: [string, string][]
  net: string
  total: string
}

const line = (quantity: string, unitPrice: string, taxRate: string, secondTaxRate: string | null = null) => ({
  ...{ quantity, unitPrice, taxRate, secondTaxRate },
  taxCategory: taxRate === "0" ? ("zero" as const) : ("standard" as const),
})
const times = (count: number, each: ReturnType<typeof line>) => Array.from({ length: count }, () => each)

/** Documents that others got wrong (PRODUCT 6.2); each with the one right answer. */
export const vectors: Vector[] = [
  {
    ...{ name: "T1: 50 lines of 241.67 at 20 %", currency: "EUR", lines: times(50, line("1", "241.67", "20")) },
    ...{ net: "12083.50", taxes: [["20", "2416.70"]], total: "14500.20" },
  },
  {
    ...{ name: "T2: 138.66 at 19 %", currency: "EUR", lines: [line("1", "138.66", "19")] },
    ...{ net: "138.66", taxes: [["19", "26.35"]], total: "165.01" },
  },
  {
    ...{ name: "T3: 8 180 at 9.975 %", currency: "CAD", lines: [line("1", "8180", "9.975")] },
    ...{ net: "8180.00", taxes: [["9.975", "815.96"]], total: "8995.96" },
  },
  {
    ...{ name: "T4: 300 at 5 % and 9.975 %", currency: "CAD", lines: [line("1", "300", "5", "9.975")] },
    net: "300.00",
    taxes: [
      ["5", "15.00"],
      ["9.975", "29.93"],
    ],
    total: "344.93",
  },
  {
    ...{ name: "T5: 140 at 5 % and 9.975 %", currency: "CAD", lines: [line("1", "140", "5", "9.975")] },
    net: "140.00",
    taxes: [
      ["5", "7.00"],
      ["9.975", "13.97"],
    ],
    total: "160.97",
  },
  {
    ...{ name: "T6: 8 500 less 7 500 at 19 %", currency: "EUR", lines: [line("1", "8500", "19")] },
    ...{ discountAmount: "7500", net: "1000.00", taxes: [["19", "190.00"]], total: "1190.00" },
  },
  {
    name: "T7: a discount of 10 over three rates",
    currency: "EUR",
    lines: [line("1", "100.00", "20"), line("1", "33.33", "5.5"), line("1", "66.67", "0")],
    discountAmount: "10",
    net: "190.00",
    taxes: [
      ["20", "19.00"],
      ["5.5", "1.74"],
      ["0", "0.00"],
    ],
    total: "210.74",
  },
  {
    ...{ name: "T8: 3 × 10.00 with 19 % inside", currency: "EUR", lines: times(3, line("1", "10.00", "19")) },
    ...{ pricesIncludeTax: true, nets: ["8.41", "8.40", "8.40"] },
    ...{ net: "25.21", taxes: [["19", "4.79"]], total: "30.00" },
  },
  {
    ...{ name: "T9: 3 × 33.33 with 19 % inside", currency: "EUR", lines: times(3, line("1", "33.33", "19")) },
    ...{ pricesIncludeTax: true, nets: ["28.01", "28.01", "28.01"] },
    ...{ net: "84.03", taxes: [["19", "15.96"]], total: "99.99" },
  },
  {
    ...{ name: "T10: 1 085 yen at 10 %", currency: "JPY", lines: [line("1", "1085", "10")] },
    ...{ net: "1085", taxes: [["10", "109"]], total: "1194" },
  },
  {
    ...{ name: "T11: 0:50 h as 0.8333 h", currency: "EUR", lines: [line("0.8333", "100", "0")] },
    ...{ net: "83.33", taxes: [["0", "0.00"]], total: "83.33" },
  },
  {
    ...{ name: "T11: 0:50 h as 0.83 h", currency: "EUR", lines: [line("0.83", "100", "0")] },
    ...{ net: "83.00", taxes: [["0", "0.00"]], total: "83.00" },
  },
  {
    ...{ name: "three decimals: 1.5 × 4.5675 dinars at 5 %", currency: "KWD", lines: [line("1.5", "4.5675", "5")] },
    ...{ net: "6.851", taxes: [["5", "0.343"]], total: "7.194" },
  },
]
