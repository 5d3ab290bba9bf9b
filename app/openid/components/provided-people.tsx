import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { Section } from "~/ui/page"

type Provided = { memberId: string; name: string; lastUsed: string | null }

/** Whom a provider signs in, with a way to forget who somebody is there. */
export function ProvidedPeople({ providerId, people }: { providerId: string; people: readonly Provided[] }) {
  return (
    <Section
      title="Signed in by it"
      note="Unlink a colleague whose account at the provider was made again; they are linked anew by their e-mail address."
    >
      {people.length === 0 ? (
        <p className="hint">Nobody yet.</p>
      ) : (
        <ul className="link-list">
          {people.map(({ memberId, name, lastUsed }) => (
            <li key={memberId}>
              <span>{name}</span>
              <ActionForm
                action={href("/settings/security/sign-on/:providerId/subjects/:memberId/unlink", {
                  providerId,
                  memberId,
                })}
                tone="quiet"
              >
                Unlink <span className="sr-only">{name}</span>
              </ActionForm>
              <span className="link-list-detail">{lastUsed ? `Last signed in ${lastUsed}` : "Never yet"}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
