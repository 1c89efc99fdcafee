// The types of what is pasted.

/** What is true of words: bold, italic, struck out, code; where they lead. */
export interface Marks {
  strong?: boolean
  em?: boolean
  del?: boolean
  code?: boolean
  href?: string | null
}

/** Words with their marks, a line break, or a picture: one of the three. */
export interface Piece {
  text?: string
  marks?: Marks
  isBreak?: boolean
  picture?: HTMLElement
}

/** An item of a list whose nesting is said by its level. */
export interface Item {
  level: number
  kind: string
  start: number
  blocks: Element[]
}

/** What is being read: blocks that are done, the pieces of one that is not, items that wait for their list. */
export interface Run {
  blocks: Element[]
  pieces: Piece[]
  items: Item[]
  /** In an item or a quotation, where no heading may stand. */
  isInside: boolean
}

/** A list that is open, and how deep it is. */
export interface Level {
  level: number
  list: Element
}
