import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { Facts } from "~/ui/facts"
import { Panel } from "~/ui/page"

type VerdictPanelProps = {
  isWhole: boolean
  broken: { sentence: string; eventId: string | null } | null
  walked: { done: number; of: number }
  said: { walked: string; links: string; unsealed: string }
  erased: number
  heads: { checked: number; underFormerKeys: number; outside: number; newestOn: string | null }
  next: string | null
}

const titleOf = ({ isWhole, broken }: VerdictPanelProps) => {
  if (broken) return "The record was tampered with"
  return isWhole ? "The record is whole" : "Still verifying"
}

/** What was found: that nobody changed the record, the first row that somebody changed, or how far one has come. */
export function VerdictPanel(props: VerdictPanelProps) {
  const { isWhole, broken, walked, said, erased, heads, next } = props
  return (
    <Panel title={titleOf(props)}>
      <div role="status">
        {broken ? (
          <p>
            <Chip tone="rose" glyph="cross">
              Broken
            </Chip>{" "}
            {broken.sentence}
          </p>
        ) : (
          <p>
            {isWhole ? (
              <Chip tone="moss" glyph="full">
                Whole
              </Chip>
            ) : (
              <progress max={walked.of} value={walked.done} aria-label="Links verified" />
            )}{" "}
            {said.walked} of {said.links} links {isWhole ? "are" : "so far are"} as they were sealed.
          </p>
        )}
      </div>
      {isWhole && (
        <Facts
          items={[
            { label: "Not sealed yet", value: said.unsealed },
            { label: "Personal details erased", value: String(erased) },
            { label: "Heads verified", value: headsSaid(heads) },
            { label: "Kept outside", value: `${heads.outside} on this machine` },
            { label: "Newest head", value: heads.newestOn },
          ]}
        />
      )}
      {next && <ButtonLink href={next}>Go on</ButtonLink>}
    </Panel>
  )
}

const headsSaid = ({ checked, underFormerKeys }: VerdictPanelProps["heads"]) =>
  underFormerKeys > 0 ? `${checked}, and ${underFormerKeys} signed with keys that are gone` : String(checked)
