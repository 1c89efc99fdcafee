// What a learner has done, in at most 1,500 characters: SCORM 1.2 promises 4,096, and not every system holds to it.
// "1", a checksum, and bits: attempt, best score, what was reported, lesson, and for each item whether it was answered, whether
// rightly, and how. Words that were typed share the room that is left; what is cut is shown, not graded.
import { BitReader, BitWriter, checksum } from './bits.js'

/** @import { Answer, CourseData, Item, Progress } from './types.d.ts' */
const FORMAT = '1'
export const MOST_CHARACTERS = 1500
const MOST_BYTES_OF_WORDS = 63
const BITS_OF_HEAD = 8 + 10 + 2 + 8
const START = FORMAT.length + 8

/**
 * @param {CourseData} course
 * @returns {Progress}
 */
export const beginning = (course) => ({
  attempt: 1,
  best: 0,
  reported: 0,
  lesson: 0,
  answers: course.items.map(() => null),
})

/**
 * @param {Progress} progress
 * @param {CourseData} course
 */
export function pack(progress, course) {
  const bits = new BitWriter()
  const most = shareOfWords(progress, course)
  bits.add(progress.attempt, 8)
  bits.add(progress.best, 10)
  bits.add(progress.reported, 2)
  bits.add(progress.lesson, 8)
  progress.answers.forEach((answer, place) => {
    bits.add(answer ? 1 : 0, 1)
    if (answer) packAnswer(bits, answer, course.items[place], most)
  })
  return FORMAT + sumOf(bits.text, course) + bits.text
}

/**
 * Returns null for a text that is damaged, or that another version of the course or of this script has written.
 * @param {string} text
 * @param {CourseData} course
 * @returns {Progress | null}
 */
export function unpack(text, course) {
  const packed = text.slice(START)
  if (text.slice(0, START) !== FORMAT + sumOf(packed, course)) return null
  try {
    const bits = new BitReader(packed)
    const [attempt, best, reported, lesson] = [8, 10, 2, 8].map((width) => bits.take(width))
    const answers = course.items.map((item) => (bits.take(1) ? unpackAnswer(bits, item) : null))
    return { attempt, best, reported: /** @type {Progress['reported']} */ (reported), lesson, answers }
  } catch {
    return null
  }
}

/** The course stands in the sum: a state of another one has a wrong sum. */
const sumOf = (/** @type {string} */ packed, /** @type {CourseData} */ course) =>
  checksum(`${nameOf(course)} ${course.items.map((item) => item.key + item.kind).join()} ${packed}`)

/** @param {CourseData} course */
export const nameOf = (course) => `${course.key}.${course.version}.${course.language}`

/** @param {BitWriter} bits @param {Answer} answer @param {Item} item @param {number} most */
function packAnswer(bits, { isRight, response }, item, most) {
  bits.add(isRight ? 1 : 0, 1)
  if (item.kind === 'fill_in') for (const words of response) packWords(bits, words, most)
  else if (item.kind === 'choices') for (const key of keysOf(item)) bits.add(response.includes(key) ? 1 : 0, 1)
  else {
    if (item.kind === 'dialogue') bits.add(response.length, 5)
    for (const key of response) bits.add(Number(key), widthOf(item))
  }
}

/** @param {BitReader} bits @param {Item} item @returns {Answer} */
function unpackAnswer(bits, item) {
  const isRight = bits.take(1) === 1
  const keys = keysOf(item)
  if (item.kind === 'fill_in') return { isRight, response: keys.map(() => unpackWords(bits)) }
  if (item.kind === 'choices') return { isRight, response: keys.filter(() => bits.take(1)) }
  const count = item.kind === 'dialogue' ? bits.take(5) : item.kind === 'choice' ? 1 : keys.length
  return { isRight, response: Array.from({ length: count }, () => String(bits.take(widthOf(item)))) }
}

/** @param {Item} item */
const keysOf = (item) => item.parts.answers.map((_answer, place) => String(place + 1))

/** @param {Item} item */
const widthOf = (item) => (item.kind === 'sort' ? 2 : 4)

/** @param {BitWriter} bits @param {string} words @param {number} most */
function packWords(bits, words, most) {
  const bytes = new TextEncoder().encode(shortened(words, most))
  bits.add(bytes.length, 6)
  for (const byte of bytes) bits.add(byte, 8)
}

/** @param {BitReader} bits */
function unpackWords(bits) {
  const bytes = Array.from({ length: bits.take(6) }, () => bits.take(8))
  return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes))
}

/**
 * Words in so many bytes: what does not fit is cut behind a whole letter.
 * @param {string} words
 * @param {number} most
 */
function shortened(words, most) {
  let text = ''
  for (const letter of words) {
    if (bytesOf(text + letter) > most) break
    text += letter
  }
  return text
}

/** @param {string} text */
const bytesOf = (text) => new TextEncoder().encode(text).length

/**
 * How many bytes each typed word may have, so that all of them fit: short ones leave their room to the longer.
 * @param {Progress} progress
 * @param {CourseData} course
 */
function shareOfWords(progress, course) {
  const words = course.items.flatMap((item, place) =>
    item.kind === 'fill_in' ? (progress.answers[place]?.response ?? []) : [],
  )
  const lengths = words.map(bytesOf).sort((one, other) => one - other)
  let room = Math.floor((bitsLeft(progress, course) - 6 * words.length) / 8)
  for (const [place, length] of lengths.entries()) {
    const share = Math.floor(room / (lengths.length - place))
    if (length > share) return Math.min(MOST_BYTES_OF_WORDS, Math.max(0, share))
    room -= length
  }
  return MOST_BYTES_OF_WORDS
}

/** @param {Progress} progress @param {CourseData} course */
function bitsLeft(progress, course) {
  const used = progress.answers.reduce(
    (sum, answer, place) => sum + 1 + (answer ? bitsOf(answer, course.items[place]) : 0),
    0,
  )
  return (MOST_CHARACTERS - START) * 6 - BITS_OF_HEAD - used
}

/** @param {Answer} answer @param {Item} item */
function bitsOf({ response }, item) {
  if (item.kind === 'fill_in') return 1
  if (item.kind === 'choices') return 1 + item.parts.answers.length
  return 1 + (item.kind === 'dialogue' ? 5 : 0) + response.length * widthOf(item)
}
