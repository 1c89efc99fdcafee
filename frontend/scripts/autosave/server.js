// Asks the server to store the words of a form.

/** @import { Answer, Entry } from './types.d.ts' */
const SAVE = '/drafts/save/'
const GONE = new Set([0, 502, 503, 504])
const LARGEST_ALIVE = 60_000 // bytes that a browser still sends for a page that is going away

/**
 * What an answer's status means: nobody answers; the session is over, or somebody else's.
 * @param {Answer} answer
 */
export const isGone = ({ status }) => status !== undefined && GONE.has(status)
/** @param {Answer} answer */
export const isStranger = ({ status }) => status === 401 || status === 409

/** The forms of the page follow the protection of whoever is signed in now. */
export function renewTokens() {
  const token = currentToken()
  if (!token) return
  /** @type {NodeListOf<HTMLInputElement>} */
  const fields = document.querySelectorAll('input[name="csrfmiddlewaretoken"]')
  for (const field of fields) field.value = token
}

export const currentToken = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1]

/**
 * The answer with its status: 0 where no server answered.
 * @param {Entry} entry
 * @param {{ leaving?: boolean, again?: boolean }} [options]
 * @returns {Promise<Answer>}
 */
export async function send(entry, { leaving = false, again = true } = {}) {
  try {
    const fields = JSON.stringify(entry.fields)
    const keepalive = leaving && new Blob([fields]).size < LARGEST_ALIVE
    const response = await fetch(SAVE, {
      method: 'POST',
      body: formOf(entry, fields),
      keepalive,
      signal: AbortSignal.timeout(20_000),
    })
    if (response.status === 403 && again) {
      // The protection of the page is older than the session: the refusal has brought the new one.
      renewTokens()
      return send(entry, { leaving, again: false })
    }
    return { ...(await response.json().catch(() => ({}))), status: response.status }
  } catch {
    return { status: 0 }
  }
}

/**
 * @param {Entry} entry
 * @param {string} fields
 */
function formOf(entry, fields) {
  const form = new FormData()
  form.set('fields', fields)
  form.set('csrfmiddlewaretoken', currentToken() ?? '')
  form.set('draft_person', document.body.dataset.person ?? '')
  for (const name of ['key', 'writing', 'sequence', 'base', 'hand', 'label', 'url'])
    form.set(`draft_${name}`, String(entry[/** @type {keyof Entry} */ (name)]))
  return form
}
