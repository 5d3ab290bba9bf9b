import { env } from "~/platform/env.server"

/** Who a mail comes from: the installation's address under the organization's name. */
export function senderOf(brand: string) {
  const [, address] = /<([^>]+)>/.exec(env.MAIL_FROM) ?? [null, env.MAIL_FROM]
  return { name: brand, address: address ?? env.MAIL_FROM }
}
