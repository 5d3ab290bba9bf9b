import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { addressWords } from "~/activities/address-words.server"
import { AddressTrouble } from "~/activities/components/address-trouble"
import { NoteForm } from "~/activities/components/note-form"
import { listAddressTroubles } from "~/activities/mail-queries.server"
import { getContact, listCompaniesOfContact } from "~/contacts/contact-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, together } from "~/platform/http/respond.server"
import { calendarDate, formatDate } from "~/platform/language/dates"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { RecordTimeline } from "~/timeline/components/record-timeline"
import { timelinePage } from "~/timeline/timeline-page.server"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { ActionForm } from "~/ui/action-form"
import { Breakable } from "~/ui/breakable"
import { ButtonLink } from "~/ui/button"
import { Facts } from "~/ui/facts"
import { Link } from "~/ui/link"
import { Menu, MenuLink } from "~/ui/menu"
import { PageBody, RecordLayout, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.contact.name ?? "Contact"} · Signoff` },
]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const url = new URL(args.request.url)
  return answer(async () => {
    const contactId = asId<"contacts">(args.params.contactId, "contact")
    const [contact, work, timeline] = await together([
      getContact(ctx, { contactId }),
      listCompaniesOfContact(ctx, { contactId }),
      listTimeline(ctx, {
        subjectId: contactId,
        filter: url.searchParams.get("show") ?? undefined,
        after: url.searchParams.get("after") ?? undefined,
      }),
    ])
    const emails = contact.emails.map(({ email }) => email)
    const wordsFor = addressWords(await listAddressTroubles(ctx, { emails }))
    const day = (date: string | null) => (date ? formatDate(calendarDate(date), timeline.locale) : null)
    return {
      contact: { ...contact, emails: contact.emails.map((each) => ({ ...each, trouble: wordsFor(each.email) })) },
      work: work.map(({ fromOn, toOn, ...place }) => ({ ...place, from: day(fromOn), to: day(toOn) })),
      timeline: timelinePage(timeline, url),
      may: {
        edit: may(ctx, "contacts.edit"),
        delete: may(ctx, "contacts.delete"),
        note: may(ctx, "notes.create"),
      },
      submission: newSubmissionId(),
    }
  })
}

export default function Contact() {
  const { contact, work, timeline, may, submission } = useLoaderData<typeof loader>()
  const { id: contactId } = contact
  return (
    <>
      <TitleBar
        title={contact.name}
        subtitle={contact.jobTitle}
        back={{ href: href("/contacts"), label: "Contacts" }}
        actions={
          <>
            {may.edit && (
              <ButtonLink href={href("/contacts/:contactId/edit", { contactId })} shortcut="e">
                Edit
              </ButtonLink>
            )}
            {may.delete && (
              <Menu label="More">
                <MenuLink href={href("/contacts/:contactId/delete", { contactId })}>Delete contact</MenuLink>
              </Menu>
            )}
          </>
        }
      />
      <PageBody>
        <RecordLayout asideLabel="About this contact" aside={<Aside {...{ contact, work, mayEdit: may.edit }} />}>
          <RecordTimeline
            {...timeline}
            noteForm={
              may.note ? (
                <NoteForm
                  about={{ contactId }}
                  returnTo={href("/contacts/:contactId", { contactId })}
                  submission={submission}
                />
              ) : null
            }
          />
        </RecordLayout>
      </PageBody>
    </>
  )
}

type AsideProps = Pick<ReturnType<typeof useLoaderData<typeof loader>>, "contact" | "work"> & { mayEdit: boolean }

function Aside({ contact, work, mayEdit }: AsideProps) {
  const { id: contactId } = contact
  return (
    <>
      <Section title="Details">
        <Facts
          items={[
            ...contact.emails.map(({ label, email, trouble }) => ({
              label: `E-mail, ${label}`,
              value: (
                <>
                  <a href={`mailto:${email}`}>
                    <Breakable>{email}</Breakable>
                  </a>
                  {trouble && <AddressTrouble {...trouble} />}
                </>
              ),
            })),
            ...contact.phones.map(({ label, phone }) => ({
              label: `Telephone, ${label}`,
              value: <a href={`tel:${phone}`}>{phone}</a>,
            })),
            { label: "Owner", value: contact.ownerName },
          ]}
        />
      </Section>
      <Section title="Works at" count={work.length}>
        {work.length === 0 && <p className="hint">No company yet.</p>}
        <ul className="grid grid-cols-1 gap-3 break-words">
          {work.map((place) => (
            <li key={place.companyId}>
              <Link
                className="inline-block max-w-full py-0.5"
                to={href("/companies/:companyId", { companyId: place.companyId })}
              >
                {place.name}
              </Link>
              <p className="hint">
                {[
                  place.role,
                  place.isBilling && "receives invoices",
                  place.isSignatory && "may sign",
                  place.from && `from ${place.from}`,
                  place.to && `to ${place.to}`,
                ]
                  .filter(Boolean)
                  .join(", ")}
              </p>
              {mayEdit && (
                <div className="-ml-3">
                  <ActionForm
                    action={href("/companies/:companyId/contacts/:contactId/unlink", {
                      companyId: place.companyId,
                      contactId,
                    })}
                    tone="quiet"
                  >
                    Take off<span className="sr-only"> {place.name}</span>
                  </ActionForm>
                </div>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
