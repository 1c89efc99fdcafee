// What the learning system may not have taken yet, on this device: written before it is sent, removed once it has arrived.

/** @import { CourseData, Recorded } from './types.d.ts' */
import { checksum } from './bits.js'
import { nameOf } from './state.js'

/** @typedef {{ state: string, answers: Recorded[] }} Copy */

/**
 * @param {CourseData} course
 * @param {string} learner
 * @param {() => Storage} storage It throws where a browser allows none.
 */
export function localCopy(course, learner, storage = () => localStorage) {
  const key = `guide-course:${nameOf(course)}:${checksum(learner)}`
  return {
    /** @param {Copy} copy */
    write(copy) {
      quietly(() => storage().setItem(key, JSON.stringify(copy)))
    },
    remove() {
      quietly(() => storage().removeItem(key))
    },
    /** @returns {Copy | null} */
    read() {
      const copy = quietly(() => JSON.parse(storage().getItem(key) ?? 'null'))
      return typeof copy?.state === 'string' && Array.isArray(copy.answers) ? copy : null
    },
  }
}

/**
 * @template Result
 * @param {() => Result} act
 */
function quietly(act) {
  try {
    return act()
  } catch {
    return null
  }
}
