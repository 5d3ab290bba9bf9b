import type { FieldMetadata } from "@conform-to/react"
import { CheckboxField } from "~/ui/choice-fields"
import { Field } from "~/ui/field"
import { TextField } from "~/ui/fields"
import { acceptedLogos } from "../logo"

type BrandFieldsProps = {
  logo: FieldMetadata<string>
  removesLogo: FieldMetadata<string>
  colour: FieldMetadata<string>
  /** The address of the logo that is there. */
  logoUrl: string | null
}

/** Logo and colour. A file that is refused has to be chosen again, as browsers keep none. */
export function BrandFields({ logo, removesLogo, colour, logoUrl }: BrandFieldsProps) {
  const hasErrors = Boolean(logo.errors?.length)
  return (
    <>
      {logoUrl && (
        <div className="brand-shown">
          <img className="document-logo" src={logoUrl} alt="The present logo" />
          <CheckboxField label="Remove this logo" field={removesLogo} />
        </div>
      )}
      <Field
        label={logoUrl ? "Another logo" : "Logo"}
        id={logo.id}
        optional
        hint="PNG or JPG, up to 1 MB and 3,000 pixels each way. A WebP is shown on pages, but not in PDFs and mails."
        errors={logo.errors}
      >
        <input
          id={logo.id}
          className="input"
          type="file"
          name={logo.name}
          accept={acceptedLogos}
          aria-invalid={hasErrors || undefined}
          aria-describedby={hasErrors ? `${logo.id}-hint ${logo.id}-error` : `${logo.id}-hint`}
        />
      </Field>
      <TextField
        label="Colour"
        field={colour}
        optional
        width="medium"
        maxLength={7}
        placeholder="#1f4fd8"
        autoComplete="off"
        suggestions={["#1f4fd8", "#0b6b5d", "#a3244b", "#6b3fa0", "#b45309", "#111827"]}
        hint="Of buttons, links and headings on clients' pages, mails and PDFs, as #rrggbb. It is made darker, and letters on it white or black, until all can be read."
      />
    </>
  )
}
