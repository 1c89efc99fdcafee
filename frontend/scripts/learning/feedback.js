// What is said after an answer. Django has drawn a line for each part and whatever may be given for it; the right ones are chosen
// here, so that the words and their typography are those of the site.
import { passed, rightParts } from './grading.js'

/** @import { Answer, Item } from './types.d.ts' */

/**
 * The names of the lines that are shown for a response, in their order.
 * @param {Item} item
 * @param {Answer} answer
 * @returns {string[]}
 */
export function outcomes(item, { response, isRight }) {
  switch (item.kind) {
    case 'choice':
    case 'choices':
      return item.shown.map((key) => `${key}:${response.includes(String(key)) ? 1 : 0}`)
    case 'order':
      return response.map((_key, place) => `${place + 1}:${response.indexOf(String(place + 1)) + 1}`)
    case 'match':
    case 'sort':
      return item.shown.map((key) => `${key}:${response[key - 1]}`)
    case 'fill_in': {
      // Words may have been cut for storing them: of a right answer each is right.
      const right = rightParts(item, response)
      return response.map((_words, place) => `${place + 1}:${isRight || right[place] ? 1 : 0}`)
    }
    default:
      return talk(item, response)
  }
}

/** @param {Item} item @param {string[]} response */
function talk(item, response) {
  const path = passed(item.parts, response) ?? []
  const last = path.at(-1)?.reply.next_turn
  return [...path.flatMap(({ turn, key }) => [`${turn}:`, `${turn}:${key}`]), ...(last ? [`${last}:`] : [])]
}

/**
 * Draws the feedback of an answer from the templates of its item.
 * @param {Element} article
 * @param {Item} item
 * @param {Answer} answer
 * @returns {HTMLElement | null}
 */
export function feedbackOf(article, item, answer) {
  const name = answer.isRight ? 'right' : 'wrong'
  const template = article.querySelector(`template[data-feedback="${name}"]`)
  if (!(template instanceof HTMLTemplateElement)) return null
  const drawn = /** @type {DocumentFragment} */ (template.content.cloneNode(true))
  const lines = [...drawn.querySelectorAll('.item-parts > li')]
  const shown = outcomes(item, answer).map((one) => /** @type {Element} */ (lines[item.outcomes[one]].cloneNode(true)))
  if (item.kind === 'fill_in')
    shown.forEach((line, place) => {
      if (line.firstElementChild) line.firstElementChild.textContent = answer.response[place]
    })
  drawn.querySelector('.item-parts')?.replaceChildren(...shown)
  const section = /** @type {HTMLElement | null} */ (drawn.firstElementChild)
  // Many items stand on the page: each says of which it is, and its heading is below that of the item.
  section?.setAttribute(
    'aria-labelledby',
    `${article.getAttribute('aria-labelledby')} ${section.getAttribute('aria-labelledby')}`,
  )
  section?.querySelector('h2')?.setAttribute('aria-level', '4')
  return section
}
