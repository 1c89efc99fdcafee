// How a cmi5 system starts a package: the parameters of the address, and the token that may be fetched once.

/** @typedef {{ endpoint: string, fetch: string, actor: string, registration: string, activity: string }} Launch */

/**
 * The parameters of the address of the page, or null where one is missing.
 * @param {string} search
 * @returns {Launch | null}
 */
export function launchIn(search) {
  const given = new URLSearchParams(search)
  const [endpoint, fetch, actor, registration, activity] = [
    'endpoint',
    'fetch',
    'actor',
    'registration',
    'activityId',
  ].map((name) => given.get(name) ?? '')
  if (!(endpoint && fetch && actor && registration && activity)) return null
  return { endpoint: endpoint.replace(/\/?$/, '/'), fetch, actor, registration, activity }
}

/**
 * Returns the token. It can be fetched once: for a page that is loaded again, it stays with the tab.
 * @param {Launch} launch
 * @returns {Promise<string>}
 */
export async function tokenOf(launch) {
  const key = `guide-course-token:${launch.fetch}`
  const known = remembered(key)
  if (known) return known
  const answer = await fetch(launch.fetch, { method: 'POST' })
  const token = (await answer.json())['auth-token']
  if (!token) throw new Error('no token')
  remember(key, token)
  return token
}

/**
 * Says whether the session of this launch has ended in this tab: each launch has its own address of a token.
 * @param {Launch} launch
 */
export const hasEnded = (launch) => remembered(ended(launch)) !== null

/** @param {Launch} launch */
export const rememberEnd = (launch) => remember(ended(launch), 'yes')

/**
 * Says whether the session of this launch has begun in this tab: a page that is loaded again goes on with it.
 * @param {Launch} launch
 */
export const hasBegun = (launch) => remembered(begun(launch)) !== null

/** @param {Launch} launch */
export const rememberBeginning = (launch) => remember(begun(launch), 'yes')

/** @param {Launch} launch */
const begun = (launch) => `guide-course-begun:${launch.fetch}`

/** @param {Launch} launch */
const ended = (launch) => `guide-course-ended:${launch.fetch}`

/** @param {string} key @param {string} value */
function remember(key, value) {
  try {
    sessionStorage.setItem(key, value)
  } catch {
    // A browser that remembers nothing starts the session once.
  }
}

/** @param {string} key */
function remembered(key) {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}
