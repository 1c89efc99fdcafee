// Reads copied HTML in a document that nobody sees. Style attributes and those that hold scripts are renamed on the way: the
// policy of the site refuses them in every document, and says so in the console for each.
const TAG = /<[a-z](?:[^"'>]|"[^"]*"|'[^']*')*>/gi
const SHEET = /<style\b[^>]*>[\s\S]*?<\/style\s*>/gi
const QUOTED_OR_REFUSED = /("[^"]*"|'[^']*')|\s(style|on[a-z]+)(?=\s*=)/gi

/** @param {string} html */
export function parseCopied(html) {
  const renamed = html
    .replace(SHEET, '')
    .replace(TAG, (tag) => tag.replace(QUOTED_OR_REFUSED, (_found, quoted, name) => quoted ?? ` data-${name}`))
  return new DOMParser().parseFromString(renamed, 'text/html')
}
