/** What an item says: as `guide.course_parts.ItemParts` gives it as JSON. */
export interface Parts {
  answers: { text: string; is_right: boolean; partner: string }[]
  turns: { replies: { text: string; is_right: boolean; next_turn: number }[] }[]
  categories: string[]
  question: string
}

export type Kind = 'choice' | 'choices' | 'order' | 'match' | 'fill_in' | 'sort' | 'dialogue'

/** An item as the page gives it: `outcomes` is the line of feedback for each part and what was given for it. */
export interface Item {
  key: string
  kind: Kind
  title: string
  tip: string
  lesson: number
  shown: number[]
  parts: Parts
  outcomes: Record<string, number>
}

/** What the page gives to the script. */
export interface CourseData {
  format: 'scorm12' | 'scorm2004' | 'cmi5'
  /** The address by which record stores know the course, on the site as in packages. */
  activity: string
  key: string
  version: number
  language: string
  passMark: number
  attempts: number
  lessons: string[]
  items: Item[]
  words: Record<string, string>
}

/** How an item was answered in the attempt that is under way. */
export interface Answer {
  isRight: boolean
  response: string[]
}

/** `reported` is what the system was told: it is never lowered. `lesson` is where the learner is, from 0. */
export interface Progress {
  attempt: number
  best: number
  reported: 0 | 1 | 2
  lesson: number
  answers: (Answer | null)[]
}

/** An answer as it is recorded: `id` is a UUID, `at` a moment in ISO 8601. */
export interface Recorded {
  id: string
  item: string
  attempt: number
  at: string
  seconds: number
  response: string[]
  isRight: boolean
}

export interface Score {
  points: number
  of: number
}

/** A result that is final: enough points, or no attempt is left. */
export interface Result extends Score {
  isPassed: boolean
}

/** What the system said at the start. `passMark` is its own, in percent, where it has one. */
export interface Opened {
  learner: string
  state: string
  isRecorded: boolean
  passMark?: number
  language?: string
}

/** What is stored after each answer; `state` has everything that is needed to go on. */
export interface Stored {
  state: string
  answers: Recorded[]
  lesson: number
  done: number
  /** Of the best attempt that is complete: whoever has failed and may try again has it, too. */
  score: Score | null
  result: Result | null
  /** Whether the system was not told of the result before. */
  isNew: boolean
}

/** The learning system that a package was started from. */
export interface Host {
  /** Whether a page that is loaded again goes on with the same session. */
  bearsReload?: boolean
  /** Begins a session. Null where no system is there, or it refuses; 'ended' where this page has ended the session before. */
  open(): Promise<Opened | 'ended' | null>
  /** Says whether everything has arrived. */
  save(stored: Stored): Promise<boolean>
  /** Ends the session: what is to be sent leaves at once. Says where to go from there when it has arrived, or after seconds. */
  close(): Promise<string>
}
