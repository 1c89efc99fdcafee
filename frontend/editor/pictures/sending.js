// Sends a file and says how far it is. What the site refuses comes back in words, by field.

/** @import { Reasons, Sending } from './types.d.ts' */

export class Refusal extends Error {
  /**
   * @param {'refused' | 'session' | 'offline' | 'aborted' | 'failed'} reason "refused": then `errors` has the words
   * @param {Reasons} [reasons]
   */
  constructor(reason, { errors = {}, can_be_reduced: canBeReduced = false, loaded = '' } = {}) {
    super(reason)
    this.reason = reason
    this.errors = errors
    this.canBeReduced = canBeReduced
    this.loaded = loaded
  }
}

/**
 * What was caught, as a refusal: whatever else went wrong has failed.
 * @param {unknown} problem
 */
export const refusalOf = (problem) => (problem instanceof Refusal ? problem : new Refusal('failed'))

/**
 * `fields` may hold a file. Resolves with the facts of what was stored.
 * @template Facts
 * @param {string} url
 * @param {Record<string, string | Blob>} fields
 * @param {Sending} [options]
 * @returns {Promise<Facts>}
 */
export function send(url, fields, { progress, signal } = {}) {
  const form = new FormData()
  form.set('csrfmiddlewaretoken', token())
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('Accept', 'application/json')
    request.upload.addEventListener('progress', ({ loaded, total }) => progress?.(total ? loaded / total : 0))
    request.addEventListener('load', () => settle(request, resolve, reject))
    request.addEventListener('error', () => reject(new Refusal('offline')))
    request.addEventListener('abort', () => reject(new Refusal('aborted')))
    signal?.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

// A sign-in in place gives the page another token: the cookie has the newest.
function token() {
  /** @type {HTMLInputElement | null} */
  const field = document.querySelector('input[name="csrfmiddlewaretoken"]')
  return field?.value ?? document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? ''
}

/**
 * @template Facts
 * @param {XMLHttpRequest} request
 * @param {(facts: Facts) => void} resolve
 * @param {(refusal: Refusal) => void} reject
 */
function settle(request, resolve, reject) {
  const facts = parsed(request.responseText)
  if (request.status === 200 || request.status === 201) return facts ? resolve(facts) : reject(new Refusal('session'))
  if ([422, 429].includes(request.status) && facts?.errors) return reject(new Refusal('refused', facts))
  reject(new Refusal([401, 403].includes(request.status) ? 'session' : 'failed'))
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * The words for a refusal: the site's own where it gave some, else those of the dialog (data-offline…).
 * @param {Refusal} refusal
 * @param {DOMStringMap} words
 */
export function worded(refusal, words) {
  const [first] = Object.values(refusal.errors).flat()
  return first ?? words[refusal.reason] ?? words.failed ?? ''
}
