import { FIND, wordsField } from "~/platform/language/find"
import { controlOf, Field, type FieldProps } from "./field"
import { type Option, SelectControl } from "./fields"

/** What is offered, the words it was looked for by, whether anything bears them, and whether there is more. */
export type Offer = { options: Option[]; words: string; isFound: boolean; hasMore: boolean }

type PickFieldProps = FieldProps & {
  offer: Offer
}

/**
 * One record out of however many there are: a few to choose from, and where there are more, words to find others by. Finding sends
 * the form to its page, which answers with everything typed and the other choices.
 */
export function PickField({ offer, ...props }: PickFieldProps) {
  const { label, optional, hideLabel, width, compact } = props
  const { options, words, isFound, hasMore } = offer
  const hint = words ? `${isFound ? "Found by" : "Nothing is called"} “${words}”.` : props.hint
  const control = controlOf({ ...props, hint })
  const frame = { label, hint, optional, hideLabel, width, compact, id: control.id, errors: control.errors }
  const name = control.attributes.name ?? ""
  return (
    <Field {...frame}>
      <span className="pick">
        <SelectControl control={control} options={options} placeholder={props.placeholder} />
        {hasMore && (
          <span className="pick-find">
            <input
              className="input"
              type="search"
              name={wordsField(name)}
              defaultValue={words}
              maxLength={100}
              placeholder="Find by name"
              aria-label={`Find by name: ${label}`}
              autoComplete="off"
            />
            <button className="button" type="submit" name={FIND} value={name} formNoValidate>
              Find
            </button>
          </span>
        )}
      </span>
    </Field>
  )
}
