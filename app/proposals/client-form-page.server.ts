import type { LoaderFunctionArgs } from "@remix-run/node"
import { lookOf } from "~/organizations/look"
import { getOrganization } from "~/organizations/organization-queries.server"
import { client } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer } from "~/platform/http/respond.server"
import { clientPage } from "./client-page.server"
import { getProposalForClient } from "./client-queries.server"
import { noteUse } from "./note-use.server"

/** What the page of a form at a proposal's link shows: whose proposal it is, for whom, and which; reading it is a use of the link. */
export async function clientFormPage(args: LoaderFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "proposal")
  const { state, agency, contact, document } = clientPage(await answer(() => getProposalForClient(ctx, {})))
  noteUse(args, ctx, "fetched")
  const look = lookOf(await getOrganization(ctx, {}))
  return { token, look, page: { state, agency, contact, document }, submission: newSubmissionId() }
}
