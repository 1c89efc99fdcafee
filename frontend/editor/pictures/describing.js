// The second half of the dialog: what the picture shows, asked kindly, and whose it is.
import { complain } from '../surface/dialogs.js'
import { Refusal, send, worded } from './sending.js'

export class Describing {
  constructor(form, { words, done, other }) {
    Object.assign(this, { form, words, done })
    this.error = form.querySelector('[data-alt-error]')
    this.ask = this.error.querySelector('span').textContent
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#finish()
    })
    form.elements.is_decorative.addEventListener('change', () => this.#follow())
    form.querySelector('[data-other]').addEventListener('click', other)
  }

  get isShown() {
    return !this.form.hidden
  }

  /** `picture`: src, small, alt, credit, isDecorative, and, where its words may be kept with it, `url` and `isMine`. */
  show(picture) {
    this.picture = picture
    const { alt, is_decorative: decorates, credit } = this.form.elements
    this.form.querySelector('[data-shown]').src = picture.small ?? picture.src
    alt.value = picture.alt ?? ''
    credit.value = picture.credit ?? ''
    decorates.checked = Boolean(picture.isDecorative)
    credit.closest('.field').hidden = !picture.isMine
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
    const { alt, is_decorative: decorates, credit } = this.form.elements
    const words = decorates.checked ? '' : alt.value.replace(/\s+/g, ' ').trim()
    if (!words && !decorates.checked) return complain(alt, this.error, this.ask)
    complain(alt, this.error, '')
    const { picture } = this
    const said = { alt: words, credit: credit.value.trim(), ...(decorates.checked && { is_decorative: 'on' }) }
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
function isNews(picture, { alt, credit, is_decorative: decorates }) {
  if (picture.isNew || credit !== (picture.credit ?? '')) return true
  return !picture.alt && !picture.isDecorative && Boolean(alt || decorates)
}
