// The types of what scripts know about the words of a page.

/** A text node: where it begins in the words, the block that it stands in, whether it is a name that may change. */
export interface Place {
  node: Text
  start: number
  block: Element | null
  isName: boolean
}

/** The readable words of a text as one string, and where each of its text nodes begins in it. */
export interface Words {
  text: string
  at: Place[]
}

/** Letters alone, each with the place that it came from. */
export interface Letters {
  letters: string
  from: number[]
}

/** What identifies chosen words to the server: they and what stands around them. */
export type Named = Record<'exact' | 'prefix' | 'suffix', string>

/** The form that says that one agrees with a passage. */
export type AgreeForm = HTMLFormElement & { elements: Record<keyof Named, HTMLInputElement> }

/** Does what a button of the bubble says with the chosen words. */
export type Act = (name: string, chosen: Span) => void

/** A part of the words: words.text.slice(start, end). */
export interface Span {
  start: number
  end: number
}
