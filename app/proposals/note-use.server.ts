import type { AppLoadContext } from "@remix-run/node"
import type { ClientContext } from "~/platform/data/contexts.server"
import { afterAnswer } from "~/platform/http/after-answer.server"
import type { LinkUseKind } from "./proposal"
import { recordLinkUse } from "./record-link-use.server"

/** Notes that a client link was used, once the answer is sent: what is noted never keeps a reader waiting or changes what they read. */
export function noteUse({ context }: { context: AppLoadContext }, ctx: ClientContext, kind: LinkUseKind): void {
  afterAnswer(context, "recording the use of a link", () => recordLinkUse(ctx, { kind }))
}
