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

/** A colleague, as the site tells of those who may be mentioned. */
export interface Person {
  handle: string
  name: string
  place: string
}
