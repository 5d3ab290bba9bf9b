import { Form } from "@remix-run/react"
import { href } from "~/platform/language/paths"
import { Breakable } from "~/ui/breakable"
import { SubmitButton } from "~/ui/button"
import { Facts } from "~/ui/facts"
import { SelectField } from "~/ui/fields"
import { Section } from "~/ui/page"
import { When } from "~/ui/when"
import type { ShownLead } from "../lead-view"

type Choice = { value: string; label: string }

/** What is known of the enquirer and of how they came; with `owners`, the form to give the lead to one of them. */
export function LeadFacts({ lead, owners }: { lead: ShownLead; owners: Choice[] | null }) {
  const { email, phone, companyName, companyDomain, ownerName, received, source, sourcePage, campaign, consent } = lead
  return (
    <>
      <Section title="Owner">
        {owners ? <AssignForm lead={lead} owners={owners} /> : <p>{ownerName ?? "Nobody"}</p>}
      </Section>
      <Section title="Details">
        <Facts
          items={[
            {
              label: "E-mail",
              value: email && (
                <a href={`mailto:${encodeURIComponent(email)}`}>
                  <Breakable>{email}</Breakable>
                </a>
              ),
            },
            { label: "Telephone", value: phone && <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a> },
            { label: "Company", value: companyName },
            { label: "Web domain", value: companyDomain && <Breakable>{companyDomain}</Breakable> },
          ]}
        />
      </Section>
      <Section title="Where it came from">
        <Facts
          items={[
            { label: "Received", value: <When at={received.at}>{received.when}</When> },
            { label: "Source", value: source },
            { label: "Page", value: sourcePage && <PageAddress address={sourcePage} /> },
            ...campaign.map(({ name, value }) => ({ label: `Campaign ${name}`, value })),
            { label: "Consent", value: consent && <When at={consent.at}>{consent.when}</When> },
          ]}
        />
        {consent && <p className="hint mt-2 break-words">“{consent.text}”</p>}
      </Section>
    </>
  )
}

/** A page somebody else named: a link only where it is one. */
function PageAddress({ address }: { address: string }) {
  if (!/^https?:\/\//.test(address)) return <span className="break-all">{address}</span>
  return (
    <a className="break-all" href={address} rel="noopener noreferrer nofollow">
      {address.replace(/^https?:\/\//, "")}
    </a>
  )
}

function AssignForm({ lead, owners }: { lead: ShownLead; owners: Choice[] }) {
  const { id: leadId, ownerId, ownerName } = lead
  const isListed = ownerId === null || owners.some((owner) => owner.value === ownerId)
  const options = isListed ? owners : [{ value: ownerId, label: ownerName ?? "Somebody" }, ...owners]
  return (
    <Form
      key={ownerId}
      method="post"
      action={href("/leads/:leadId/assign", { leadId })}
      className="flex items-center gap-2"
      preventScrollReset
    >
      <SelectField
        compact
        label="Owner"
        name="ownerId"
        defaultValue={ownerId}
        placeholder="Nobody"
        options={options}
        submitOnChange
      />
      <SubmitButton tone="plain">Assign</SubmitButton>
    </Form>
  )
}
