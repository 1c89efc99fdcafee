// The types of a text that is saved while it is written.

/** The words of a form: of which draft they are, which sitting and which hand wrote them, and how far it was. */
export interface Entry {
  key: string
  writing: string
  label: string
  url: string
  /** The number of the change that the server had seen when this sitting went on from it. */
  base: number
  /** The number of this change. */
  sequence: number
  hand: string
  fields: Record<string, FormDataEntryValue>
  /** When it was stored in the browser. */
  at?: number
}

/** What the server says of it; the status is 0 where none answered. */
export interface Answer {
  status?: number
  writing?: string
  sequence?: number
  ended?: boolean
  told?: string
  person?: string
  error?: string
}

/** A field that has words or a choice: an input, or what is like one. */
export type Field = HTMLInputElement & { options?: HTMLOptionsCollection; selectedIndex?: number }

/** The dialog over the text in which one signs in again. */
export type Asking = HTMLDialogElement & { dataset: { other: string; failed: string } }

/** The hidden fields of a form with {% draft_fields %}. */
export type DraftForm = HTMLFormElement & {
  elements: Record<'draft_key' | 'draft_writing' | 'draft_sequence' | 'draft_label' | 'draft_url', HTMLInputElement>
}
