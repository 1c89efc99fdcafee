// The types of pictures on their way into a text.

/** A picture that can be put into the text. */
export interface Chosen {
  src: string
  alt: string
}

/** A picture and what is known of it. */
interface Described {
  src: string
  small?: string
  alt?: string
  credit?: string
  isDecorative?: boolean
  /** It has been sent just now, and nobody has said yet what it shows. */
  isNew?: boolean
  /** The state of its words as they were shown. */
  loaded?: string
}

/** Its words may be stored with it, at its address, where it is one's own. */
export type Picture = Described & ({ isMine: true; url: string } | { isMine?: false; url?: string })

/** What the site says of a picture that it has taken. */
export interface PictureFacts {
  src: string
  small: string
  alt: string
  credit: string
  is_decorative: boolean
  url: string
  loaded: string
}

/** What the site says of a PDF file that it has taken. */
export interface FileFacts {
  url: string
  name: string
}

/** What the site says of what it does not take. */
export interface Reasons {
  errors?: Record<string, string[]>
  can_be_reduced?: boolean
  loaded?: string
}

/** How a file is sent: `progress(share)` is called while it goes. */
export interface Sending {
  progress?: (share: number) => void
  signal?: AbortSignal
}

/** What is done with what was chosen: `insert` puts it into the text; `closed` runs then, or when nothing was. */
export interface Ends {
  insert?: (picture: Chosen) => void
  closed?: (picture: Chosen | null) => void
}

/** The parts of the dialog in which a picture is chosen. */
export interface DialogParts {
  choose: HTMLElement
  name: HTMLElement
  progress: HTMLProgressElement
  error: HTMLElement
  again: HTMLElement
  reduce: HTMLElement
  retry: HTMLElement
  status: HTMLElement
}

/** The form in which a picture is described. */
export type DescribingForm = HTMLFormElement & {
  elements: { alt: HTMLTextAreaElement } & Record<'is_decorative' | 'credit', HTMLInputElement>
}

/** The place of a file that is coming. */
export interface Place {
  id: object
  label: HTMLElement
}
