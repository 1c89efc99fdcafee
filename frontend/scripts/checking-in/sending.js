// Between the device and the site: fetches the list, and sends what was done. What is sent twice counts once.

/** @import { Act, List } from './types.d.ts' */

const PATIENCE = 15_000
const AT_ONCE = 100

/** The site answered that nobody is signed in any more, or that this person may not. */
export class SignedOut extends Error {}

/** The site does not take what was sent; the message says why. */
export class NotTaken extends Error {}

/** @typedef {List & { token: string, refused?: Record<string, string> }} Answer */

/**
 * @param {string} address
 * @returns {Promise<Answer>}
 */
export const fetchList = (address) => ask(address, {})

/**
 * Sends the first of these acts; the answer is the list as it is then, and which acts were sent.
 * @param {string} address
 * @param {string} token
 * @param {Act[]} acts
 */
export async function sendActs(address, token, acts) {
  const sent = acts.slice(0, AT_ONCE)
  const body = new FormData()
  body.set('csrfmiddlewaretoken', token)
  body.set('acts', JSON.stringify(sent.map(({ at, ...act }) => ({ ...act, age: Math.max(Date.now() - at, 0) }))))
  return { sent, answer: await ask(address, { method: 'POST', body }) }
}

/**
 * @param {string} address
 * @param {RequestInit} options
 * @returns {Promise<Answer>}
 */
async function ask(address, options) {
  const response = await fetch(address, {
    ...options,
    signal: AbortSignal.timeout(PATIENCE),
    headers: { Accept: 'application/json' },
  })
  if (response.redirected || response.status === 403) throw new SignedOut()
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json')
  if (response.status === 422 && isJson) throw new NotTaken((await response.json()).problem)
  if (!response.ok || !isJson) throw new Error(`${response.status}`)
  return response.json()
}
