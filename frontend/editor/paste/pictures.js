// A picture is taken over when it is the site's own; another is only counted, so that the person can be told. What nobody sees
// (a pixel that counts readers) is not counted, and a drawn smiley becomes its sign.
import { parseAddress } from './links.js'

const OURS = /^\/media\/images\//

/**
 * @param {Element} image
 * @param {string} origin
 * @returns {{ own?: string, sign?: string, isLeftOut?: boolean }}
 */
export function readPicture(image, origin) {
  const address = parseAddress(image.getAttribute('src') ?? '', origin)
  if (address && address.origin === origin && OURS.test(address.pathname)) return { own: address.pathname }
  const alt = (image.getAttribute('alt') ?? '').trim()
  if (/^\p{Extended_Pictographic}(?:\p{Extended_Pictographic}|\u200d|\ufe0f)*$/u.test(alt)) return { sign: alt }
  return { isLeftOut: !isPixel(image) }
}

/** @param {Element} image */
function isPixel(image) {
  const sides = ['width', 'height'].map((side) => parseInt(image.getAttribute(side) ?? '', 10))
  return sides.some((side) => side <= 3)
}

/**
 * @param {Element} image
 * @param {string} address
 * @param {Document} document
 */
export function ownPicture(image, address, document) {
  const made = document.createElement('img')
  made.setAttribute('src', address)
  made.setAttribute('alt', image.getAttribute('alt') ?? '')
  const title = image.getAttribute('title')
  if (title) made.setAttribute('title', title)
  return made
}
