// Identifiers of what is recorded. `crypto.randomUUID` is there on secure pages only, and a system of an intranet may be none.
import { checksum } from './bits.js'

/** A UUID that nobody else has. */
export function randomId() {
  return uuid(
    [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  )
}

/**
 * The UUID of what is said once: sent twice it is the same statement.
 * @param {string} text
 */
export const idOf = (text) => uuid([1, 2, 3, 4].map((seed) => checksum(text, seed)).join(''))

/** @param {string} digits */
const uuid = (digits) =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`
