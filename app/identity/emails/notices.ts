import { href } from "~/platform/language/paths"
import { type Letter, renderLetter } from "./letter"

/** What a person is told because somebody else might have done it. */
export type Told =
  | { about: "device"; device: string; ip: string | null; when: string }
  | { about: "password" }
  | { about: "email-asked" | "email-changed"; email: string }

const ifNotYou = (publicUrl: string) =>
  `If it was not you, choose a new password at once at ${publicUrl}${href("/reset")}, which ends every session, and tell your administrator.`

function wordsOf(told: Told): Pick<Letter, "subject" | "paragraphs"> {
  switch (told.about) {
    case "device": {
      const from = told.ip ? ` from the network address ${told.ip}` : ""
      return {
        subject: "You signed in on a new device",
        paragraphs: [`Somebody, most likely you, signed in with ${told.device}${from} at ${told.when}.`],
      }
    }
    case "password":
      return {
        subject: "Your password was changed",
        paragraphs: ["Your password was changed just now, and you were signed out everywhere else."],
      }
    case "email-asked":
      return {
        subject: "A new e-mail address was asked for",
        paragraphs: [
          `Somebody, most likely you, wants to sign in as ${told.email} from now on. Nothing changes before the link that was mailed there is used.`,
        ],
      }
    case "email-changed":
      return {
        subject: "Your e-mail address was changed",
        paragraphs: [`From now on you sign in as ${told.email}. You were signed out everywhere else.`],
      }
  }
}

/** The mail that tells a person of something about their account; `publicUrl` is where the program is opened. */
export const renderNotice = (name: string, told: Told, publicUrl: string) =>
  renderLetter({ ...wordsOf(told), name, small: ifNotYou(publicUrl) })
