// The library inside the dialog: the list of its own page, whose links choose a picture and turn its pages.
import { closestTo } from '../../scripts/events.js'
import { queryOf } from '../../scripts/query.js'

/** @import { Picture } from './types.d.ts' */

export class Library {
  #asked = 0

  /**
   * @param {HTMLElement} element
   * @param {HTMLFormElement} search
   * @param {{ url: string, words: DOMStringMap, choose: (picture: Picture) => void }} options
   */
  constructor(element, search, { url, words, choose }) {
    this.element = element
    this.url = url
    this.words = words
    search.addEventListener('submit', (event) => {
      event.preventDefault()
      this.show(`?${queryOf(search)}`)
    })
    element.addEventListener('click', (event) => {
      /** @type {HTMLAnchorElement | null} */
      const link = closestTo(event, 'a')
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      if (link.dataset.picture) choose(pictureOf(link.dataset, url))
      else this.show(new URL(link.href).search, { isTurned: true })
    })
  }

  /** Shows the pictures that an address of the library asks for. The last one asked for is shown, whichever comes last. */
  async show(query = '', { isTurned = false } = {}) {
    const mine = ++this.#asked
    this.element.setAttribute('aria-busy', 'true')
    const html = await fetch(this.url + query, { headers: { 'X-Part': 'pictures' } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .catch(() => null)
    if (mine !== this.#asked) return
    this.element.removeAttribute('aria-busy')
    if (html === null) this.element.textContent = this.words.noLibrary ?? ''
    else this.element.innerHTML = html
    if (isTurned) this.element.querySelector('a')?.focus()
  }
}

/**
 * @param {DOMStringMap} dataset
 * @param {string} url
 * @returns {Picture}
 */
function pictureOf(dataset, url) {
  const { picture, src = '', small, alt, credit, loaded } = dataset
  return {
    src,
    small,
    alt,
    credit,
    loaded,
    isDecorative: 'decorative' in dataset,
    isMine: 'mine' in dataset,
    url: `${url}${picture}/`,
  }
}
