// Says whether a response to an item is right, as learning/grading.py does: both pass tests/learning/grading_vectors.json.

/** @import { Item, Parts } from './types.d.ts' */
const LONGEST_WORDS = 200
/** What a printer sets and a keyboard has not, and what is typed in its place. @type {[RegExp, string][]} */
const FOLDED = [
  [/[’‘ʼ′`´]/g, "'"],
  [/[‐‑‒–—−]/g, '-'],
  [/\u00ad|\u200b|\u200c|\u200d|\u2060/g, ''],
  [/œ/gi, 'oe'],
  [/æ/gi, 'ae'],
]
const BETWEEN_THOUSANDS = /(?<=\d)[ '](?=\d{3}(?!\d))/g
const AROUND = new Set(' .,;:!?¿¡…«»“”„"\'()[]。、！？「」')

/**
 * Returns null for what no form of the item can give.
 * @param {Pick<Item, 'kind' | 'parts'>} item
 * @param {string[]} response
 * @returns {boolean | null}
 */
export function isRight(item, response) {
  if (!isReadable(item, response)) return null
  const parts = rightParts(item, response)
  if (item.kind === 'choices' && parts.length !== item.parts.answers.filter((answer) => answer.is_right).length)
    return false
  return parts.every(Boolean)
}

/**
 * @param {Pick<Item, 'kind' | 'parts'>} item
 * @param {string[]} response
 * @returns {boolean[]}
 */
export function rightParts({ kind, parts }, response) {
  const { answers } = parts
  switch (kind) {
    case 'choice':
    case 'choices':
      return response.map((key) => answers[Number(key) - 1].is_right)
    case 'order':
    case 'match':
      return response.map((key, place) => key === String(place + 1))
    case 'fill_in':
      return response.map((words, place) => fills(words, answers[place].text))
    case 'sort':
      return response.map((key, place) => (key === '1') === answers[place].is_right)
    default:
      return (passed(parts, response) ?? []).map(({ reply }) => reply.is_right)
  }
}

/**
 * @param {Pick<Item, 'kind' | 'parts'>} item
 * @param {string[]} response
 */
function isReadable({ kind, parts }, response) {
  const keys = parts.answers.map((_answer, place) => String(place + 1))
  switch (kind) {
    case 'choice':
      return response.length === 1 && keys.includes(response[0])
    case 'choices':
      return (
        response.length > 0 &&
        isSame(
          response,
          keys.filter((key) => response.includes(key)),
        )
      )
    case 'order':
    case 'match':
      return isSame([...response].sort(), [...keys].sort())
    case 'fill_in':
      return response.length === keys.length && response.every((words) => words && [...words].length <= LONGEST_WORDS)
    case 'sort':
      return response.length === keys.length && response.every((key) => key === '1' || key === '2')
    default:
      return response.length > 0 && isEnded(parts, response)
  }
}

/** @param {string[]} some @param {string[]} others */
const isSame = (some, others) => some.length === others.length && some.every((one, place) => one === others[place])

/**
 * The number of each turn of a dialogue that was passed, and the reply chosen; null for a reply that there is not.
 * @param {Parts} parts
 * @param {string[]} replies
 */
export function passed(parts, replies) {
  const found = []
  let turn = 1
  for (const key of replies) {
    const reply = turn && /^\d+$/.test(key) ? parts.turns[turn - 1].replies[Number(key) - 1] : undefined
    if (!reply) return null
    found.push({ turn, key, reply })
    turn = reply.next_turn
  }
  return found
}

/**
 * Says whether a dialogue is over after these replies.
 * @param {Parts} parts
 * @param {string[]} replies
 */
export function isEnded(parts, replies) {
  const next = passed(parts, replies)?.at(-1)?.reply.next_turn
  return next !== undefined && (next === 0 || parts.turns[next - 1].replies.length === 0)
}

/** @param {string} words @param {string} accepted */
function fills(words, accepted) {
  return accepted.split('|').some((spelling) => comparable(spelling) === comparable(words))
}

/**
 * Words as they are compared: what no keyboard types, capitals, spaces and marks around them do not count, nor what parts
 * the thousands of a number.
 * @param {string} words
 */
export function comparable(words) {
  const typed = FOLDED.reduce((text, [signs, plain]) => text.replaceAll(signs, plain), words)
  // To capitals and back, as Python's casefold: ß is ss.
  const folded = typed.normalize('NFKC').toUpperCase().toLowerCase()
  const letters = [...folded.replaceAll(/\s+/g, ' ').replaceAll(BETWEEN_THOUSANDS, '')]
  while (letters.length && AROUND.has(letters[0])) letters.shift()
  while (letters.length && AROUND.has(letters[letters.length - 1])) letters.pop()
  return letters.join('')
}
