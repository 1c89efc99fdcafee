// Which colleagues a few letters behind an @ mean.
import { askingAt } from '../asking.js'

/** @import { Person, Source } from '../types.d.ts' */

const BEGUN = /(?:^|[\s(«"“'’>])@([\p{L}\p{N}][\p{L}\p{N}.'’_-]{0,40}(?: \p{L}[\p{L}'’-]{0,40})?)$/u

/**
 * { letters, length } of the name that is being typed at the end of `text`, the @ counted; or null.
 * @param {string} text
 */
export function begunIn(text) {
  const letters = BEGUN.exec(text)?.[1]
  return letters ? { letters, length: letters.length + 1 } : null
}

/**
 * @param {string} address
 * @returns {Source<Person>}
 */
export const peopleAt = (address) => askingAt(address, 'people')
