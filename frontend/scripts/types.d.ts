// The types that scripts of several screens name in their comments; nothing of it is in what is built.

/** Finds what goes on as a few letters begin: see asking.js. */
export interface Source<Found> {
  ask(letters: string, found: (list: Found[], letters: string) => void): void
  forget(): void
}

/** A page, as the site tells of it by its title. */
export interface FoundPage {
  title: string
  theme: string
  url: string
}

/** A colleague, as the site tells of those whose name goes on as one types; `place` tells namesakes apart. */
export interface Person {
  handle: string
  name: string
  place: string
}

/** What the list of colleagues says, from the data of the form or of the field: see people/list.js. */
export interface PeopleWords {
  peopleLabel?: string
  peopleOne?: string
  peopleMany?: string
}

/** How the parts of a screen are dragged: see dragging.js. */
export interface Dragging {
  /** The part that a grip belongs to. */
  within(grip: HTMLElement): HTMLElement | null
  /** Where a part would be dropped, for an element under the pointer. */
  target(under: Element): HTMLElement | null
  name(part: HTMLElement): string | undefined
  may(part: HTMLElement, over: HTMLElement): boolean
  drop(part: HTMLElement, over: HTMLElement | null): void
  begin?(): void
  end?(): void
}

/** A part that is being dragged; there is a ghost of it once the pointer has gone far enough. */
export interface Drag {
  how: Dragging
  part: HTMLElement
  x: number
  y: number
  id: number
  over: HTMLElement | null
  ghost: HTMLElement | null
}

/** The forms that send what was dragged on a board. */
export type TakeForm = HTMLFormElement & { elements: { number?: HTMLSelectElement } }
export type MoveForm = HTMLFormElement & { elements: Record<'tip' | 'number', HTMLInputElement> }

/** The form of the decisions; words that are selected go along as a passage. */
export type DecideForm = HTMLFormElement & { elements: { passage?: HTMLInputElement } }

/** How the desk shows an answer: what has the focus then, the form that was sent, whether one went back. */
export interface Showing {
  at?: string
  form?: HTMLFormElement | null
  isBack?: boolean
}

/** A search box and what is offered under it: see search.js. */
export interface Finder {
  place: HTMLElement
  box: HTMLInputElement
  list: HTMLElement
  status: HTMLElement
  /** What was asked last. */
  asked: string
  timer: number
  request: AbortController | null
}
