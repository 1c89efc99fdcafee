// The types of what a person sees and touches around the text.
import type { Core } from '../types.d.ts'
import type { Field } from './field.js'
import type { Views } from './views.js'

/** The parts of the screen that the editor works with: see parts.js. */
export interface Parts {
  form: HTMLFormElement
  bar: HTMLElement
  tableBar: HTMLElement
  hint: HTMLElement
  /** How the Markdown signs are written, for whoever sees the source. */
  signs: HTMLDetailsElement
  failed: HTMLElement
  leftOut: HTMLElement
  status: HTMLElement
  titles: HTMLElement
  /** Not there where a text mentions nobody. */
  people: HTMLElement | null
  words: DOMStringMap
  ask(name: string): HTMLDialogElement
}

/** One text for none, one or many. */
export interface Counts {
  none?: string
  one?: string
  many?: string
}

/** Says a state to those who do not see it. */
export type Announce = (words?: string) => void

/** What a button of the toolbar does, and whether it holds and can be done at the caret. */
export interface Act {
  run(): unknown
  isActive(): boolean
  isEnabled(): boolean
  /** Of a heading; 0 where the caret is in none. */
  level?(): number
}

/** What opens a dialog, by name. */
export type Asks = Record<'link' | 'wikiLink' | 'picture' | 'file', () => void>

/** The ways out of the text by the keyboard. */
export interface Doors {
  toTools(): void
  link(): void
  released(): void
}

/** What the editor of one text area consists of. */
export interface Surface {
  core: Core
  field: Field
  frame: HTMLElement
  parts: Parts
  doors: Doors
  announce: Announce
  views: Views
}
