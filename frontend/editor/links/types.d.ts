// The types of the lists that pages and colleagues are chosen from.

/** A line of the list: what it says, and what is chosen with it where that is not the title. */
export interface Choice {
  title: string
  theme?: string
  value?: string
}

/** What was begun at the end of a text: how long it is, and the letters that say what is looked for. */
export interface Begun {
  length: number
  letters: string
}

/** What was begun before the caret, and where it stands. */
export interface BegunAt {
  from: number
  to: number
  letters: string
}

/** The forms of the dialogs. */
export type LinkForm = HTMLFormElement & { elements: Record<'href' | 'text', HTMLInputElement> }
export type PageLinkForm = HTMLFormElement & { elements: Record<'page' | 'words', HTMLInputElement> }
