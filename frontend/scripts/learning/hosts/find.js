// Where a SCORM system puts its API: in a window above this one, or above the one that opened it.

const MOST_WINDOWS = 500

/**
 * @param {'API' | 'API_1484_11'} name
 * @param {Window} [from]
 * @returns {any} The API, or null.
 */
export function findApi(name, from = window) {
  return above(name, from) ?? (from.top?.opener ? above(name, from.top.opener) : null)
}

/** @param {string} name @param {any} start */
function above(name, start) {
  try {
    let window = start
    for (let count = 0; count < MOST_WINDOWS; count++) {
      if (window[name]) return window[name]
      if (window.parent === window) return null
      window = window.parent
    }
  } catch {
    // A window of another site says nothing.
  }
  return null
}
