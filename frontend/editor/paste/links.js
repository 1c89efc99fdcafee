// Addresses as people mean them: wrappers that only count clicks are taken off, what is no address for a reader is left out.
const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:'])

// host (as it ends), path, parameter that holds the true address
const WRAPPERS = [
  ['safelinks.protection.outlook.com', '/', 'url'],
  ['www.google.com', '/url', 'q'],
  ['statics.teams.cdn.office.net', '/evergreen-assets/safelinks', 'url'],
]

/**
 * The address to take over, or null; addresses of the site itself lose their host.
 * @param {string | null} href
 * @param {string} origin
 */
export function cleanAddress(href, origin) {
  const text = (href ?? '').trim()
  if (text.startsWith('/') && !text.startsWith('//')) return text
  const address = unwrapped(parseAddress(text.startsWith('//') ? `https:${text}` : text))
  if (!address || !PROTOCOLS.has(address.protocol)) return null
  if (address.origin === origin) return address.pathname + address.search + address.hash
  return address.href === `${text}/` ? text : address.href
}

/**
 * @param {string} text
 * @param {string} [base]
 */
export function parseAddress(text, base) {
  try {
    return new URL(text, base)
  } catch {
    return null
  }
}

/** @param {URL | null} address */
function unwrapped(address) {
  const found =
    address && WRAPPERS.find(([host, path]) => address.host.endsWith(host) && address.pathname.startsWith(path))
  const inner = found && address.searchParams.get(found[2])
  return inner ? parseAddress(inner) : address
}
