/**
 * Where words begin in a text, each time that they stand there.
 * @param {string} text
 * @param {string} words
 */
export function placesOf(text, words) {
  const places = []
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at)
  return places
}

/**
 * The place that is closest to the wanted one; null where there is none.
 * @param {number[]} places
 * @param {number} wanted
 */
export function nearest(places, wanted) {
  return places.length
    ? places.reduce((best, at) => (Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best))
    : null
}
