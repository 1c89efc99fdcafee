// The second half of the dialog: what the picture shows, asked kindly, and whose it is.
import { complain } from '../surface/dialogs.js'
import { need } from '../surface/parts.js'
import { Refusal, send, worded } from './sending.js'

/** @import { Chosen, DescribingForm, Picture } from './types.d.ts' */

export class Describing {
  /** @type {Picture | null} */
  picture = null

  /**
   * @param {DescribingForm} form
   * @param {{ words: DOMStringMap, done: (picture: Chosen) => void, other: () => void }} options
   */
  constructor(form, { words, done, other }) {
    this.form = form
    this.words = words
    this.done = done
    this.error = need(form, '[data-alt-error]')
    this.ask = need(this.error, 'span').textContent
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#finish()
    })
    form.elements.is_decorative.addEventListener('change', () => this.#follow())
    need(form, '[data-other]').addEventListener('click', other)
  }

  get isShown() {
    return !this.form.hidden
  }

  /** @param {Picture} picture */
  show(picture) {
    this.picture = picture
    const { alt, is_decorative: decorates, credit } = this.form.elements
    /** @type {HTMLImageElement} */
    const shown = need(this.form, '[data-shown]')
    shown.src = picture.small ?? picture.src
    alt.value = picture.alt ?? ''
    credit.value = picture.credit ?? ''
    decorates.checked = Boolean(picture.isDecorative)
    /** @type {HTMLElement | null} */
    const field = credit.closest('.field')
    if (field) field.hidden = !picture.isMine
    complain(alt, this.error, '')
    this.#follow()
    this.form.hidden = false
    alt.focus()
  }

  hide() {
    this.form.hidden = true
    this.picture = null
  }

  // Nothing is asked of a picture that only decorates.
  #follow() {
    const { alt, is_decorative: decorates } = this.form.elements
    alt.disabled = decorates.checked
    if (decorates.checked) complain(alt, this.error, '')
  }

  async #finish() {
    const { picture } = this
    if (!picture) return
    const { alt, is_decorative: decorates, credit } = this.form.elements
    const words = decorates.checked ? '' : alt.value.replace(/\s+/g, ' ').trim()
    if (!words && !decorates.checked) return complain(alt, this.error, this.ask)
    complain(alt, this.error, '')
    /** @type {Record<string, string>} */
    const said = { alt: words, credit: credit.value.trim() }
    if (decorates.checked) said.is_decorative = 'on'
    try {
      if (picture.isMine && isNews(picture, said)) await send(picture.url, { ...said, loaded: picture.loaded ?? '' })
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      if (refusal.loaded) picture.loaded = refusal.loaded
      return complain(alt, this.error, worded(refusal, this.words))
    }
    this.done({ src: picture.src, alt: words })
  }
}

// What stands in the library already is not written anew by every text that shows it.
/**
 * @param {Picture} picture
 * @param {Record<string, string>} said
 */
function isNews(picture, { alt, credit, is_decorative: decorates }) {
  if (picture.isNew || credit !== (picture.credit ?? '')) return true
  return !picture.alt && !picture.isDecorative && Boolean(alt || decorates)
}
