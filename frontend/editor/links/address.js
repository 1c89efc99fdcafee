// What people type for an address, made whole: "www.example.org", an e-mail address, a page of this site.
const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/**
 * { href } or { problem: 'empty' | 'strange' }
 * @param {string} typed
 * @param {string} [here] origin of the site
 * @returns {{ href?: string, problem?: "empty" | "strange" }}
 */
export function addressOf(typed, here = location.origin) {
  const text = typed.trim()
  if (!text) return { problem: 'empty' }
  if (/^[/#][^\s/]*/.test(text) && !text.startsWith('//') && !/\s/.test(text)) return { href: text }
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return { href: `mailto:${text}` }
  const whole = /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) ? text : `https://${text}`
  const address = parsed(whole)
  if (!address || !PROTOCOLS.has(address.protocol) || !leadsSomewhere(address)) return { problem: 'strange' }
  if (address.origin === here) return { href: address.pathname + address.search + address.hash }
  return { href: whole }
}

/** @param {string} text */
function parsed(text) {
  try {
    return /\s/.test(text) ? null : new URL(text)
  } catch {
    return null
  }
}

// A host without a dot is a slip of the hand, unless it is a machine that the company names so, with its port or a path.
/** @param {URL} address */
const leadsSomewhere = ({ protocol, host, pathname }) =>
  !/^https?:$/.test(protocol) || /[.:]/.test(host) || pathname.length > 1
