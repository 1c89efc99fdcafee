// diff3 of one block: its source, what the editor wrote of it when it was opened, what it writes of it now.
import { diff3Merge } from 'node-diff3'

/** @typedef {{ a: string[], o: string[], b: string[] }} Conflict  source, as opened, now */
const PIECES = /\n|[^\S\n]+|[\p{L}\p{N}]+|[\s\S]/gu
const MOST_PIECES = 1_500

/**
 * The closest text to the source that `isGood`: merged word by word, else line by line, else what the editor writes.
 * Where source and editor disagree about what was changed, the editor's text wins.
 * @param {string} source
 * @param {string} opened
 * @param {string} now
 * @param {(text: string) => boolean} isGood
 */
export function mergeText(source, opened, now, isGood) {
  if (now === opened) return source
  for (const withWords of [true, false]) {
    const text = byLines(source, opened, now, withWords)
    if (text === now || isGood(text)) return text
  }
  return now
}

/**
 * @param {string} source
 * @param {string} opened
 * @param {string} now
 * @param {boolean} withWords
 */
function byLines(source, opened, now, withWords) {
  const lines = merge(source.split('\n'), opened.split('\n'), now.split('\n'), (conflict) => {
    return withWords ? byWords(conflict) : conflict.b
  })
  return lines.join('\n')
}

/** @param {Conflict} conflict */
function byWords({ a, o, b }) {
  const [source, opened, now] = [a, o, b].map((lines) => lines.join('\n').match(PIECES) ?? [])
  if (Math.max(source.length, opened.length, now.length) > MOST_PIECES || !b.length) return b
  return merge(source, opened, now, (conflict) => conflict.b)
    .join('')
    .split('\n')
}

/**
 * @param {string[]} source
 * @param {string[]} opened
 * @param {string[]} now
 * @param {(conflict: Conflict) => string[]} settle
 */
function merge(source, opened, now, settle) {
  return diff3Merge(source, opened, now, { excludeFalseConflicts: true }).flatMap(
    ({ ok, conflict }) => ok ?? (conflict ? settle(conflict) : []),
  )
}
