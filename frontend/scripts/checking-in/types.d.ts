/** Somebody on the list. Of somebody who gave her seat up there is the code alone. */
export interface Line {
  id: number
  code: string
  state: 'registered' | 'waiting' | 'cancelled'
  name?: string
  site?: string
  /** Since when she is here, in milliseconds. */
  came?: number | null
}

/** A name that was typed and is still to be matched with a person. */
export interface Typed {
  name: string
  came: number
}

/** The list as it is downloaded. */
export interface List {
  session: number
  people: Line[]
  unmatched: Typed[]
}

/** The list as it lies on the device. */
export interface StoredList extends List {
  person: string
  /** When it is deleted, in milliseconds. */
  until: number
  loaded: number
}

/** What somebody did at the door, and the server may not know yet. */
export interface Act {
  key: string
  person: string
  session: number
  is_in: boolean
  registration?: number
  name?: string
  at: number
}

export type Found = { line: Line } | { problem: 'other' | 'unknown' | 'cancelled' }
