// The dialog: choose a file, or one of the library; then say what it shows. Closed, it leads back to the text.
import { need } from '../surface/parts.js'
import { Describing } from './describing.js'
import { Library } from './library.js'
import { reduced } from './reducing.js'
import { refusalOf, send, worded } from './sending.js'

/** @import { Refusal } from './sending.js' */
/** @import { Chosen, DialogParts, Ends, Picture, PictureFacts, Sending } from './types.d.ts' */

/** @type {WeakMap<HTMLDialogElement, PictureDialog>} */
const made = new WeakMap()

/**
 * The dialog of a page; undefined where it has none.
 * @param {Document} page
 */
export function pictureDialogOf(page) {
  /** @type {HTMLDialogElement | null} */
  const element = page.querySelector('#picture-dialog')
  if (!element) return undefined
  const dialog = made.get(element) ?? new PictureDialog(element)
  made.set(element, dialog)
  return dialog
}

export class PictureDialog {
  /** @type {Ends} */
  ends = {}
  /** @type {File | undefined} */
  file
  /** @type {AbortController | undefined} */
  aborting
  /** @type {Chosen | null} */
  chosen = null

  /** @param {HTMLDialogElement} element */
  constructor(element) {
    this.element = element
    this.words = element.dataset
    this.parts = partsOf(element)
    /** @type {HTMLInputElement} */
    this.input = need(element, 'input[type="file"]')
    this.library = new Library(need(element, '[data-library]'), need(element, '[data-search]'), {
      url: this.words.images ?? '',
      words: this.words,
      choose: (picture) => this.#describe(picture),
    })
    this.describing = new Describing(need(element, '[data-describe]'), {
      words: this.words,
      done: (picture) => this.#done(picture),
      other: () => this.#choose(),
    })
    this.#listen(need(element, '[data-close]'))
  }

  /** @param {HTMLElement} closer */
  #listen(closer) {
    const { element, input, parts } = this
    closer.addEventListener('click', () => element.close())
    element.addEventListener('click', ({ target }) => target === element && element.close())
    element.addEventListener('close', () => this.#closed())
    input.addEventListener('change', () => this.take(input.files?.[0]))
    parts.retry.addEventListener('click', () => this.take(this.file))
    parts.reduce.addEventListener('click', () => this.#reduce())
  }

  /** @param {Ends & { selected?: Picture | null }} options */
  open({ insert, closed, selected }) {
    this.ends = { insert, closed }
    this.#show()
    if (selected) return this.describing.show({ ...selected, isDecorative: !selected.alt })
    this.#choose()
    this.library.show()
  }

  /**
   * Asks what a picture shows that was sent already.
   * @param {Picture} picture
   * @param {Ends} ends
   */
  ask(picture, ends) {
    this.ends = ends
    this.#show()
    this.#describe(picture)
  }

  /**
   * Shows why a file was refused, with what can be done.
   * @param {File} file
   * @param {Refusal} refusal
   * @param {Ends} ends
   */
  refuse(file, refusal, ends) {
    this.open(ends)
    this.file = file
    this.#refused(refusal)
  }

  #show() {
    if (!this.element.open) this.element.showModal()
  }

  #choose() {
    this.describing.hide()
    this.parts.choose.hidden = false
    this.#clear()
    this.input.value = ''
    this.input.focus()
  }

  #clear() {
    const { name, progress, error, again } = this.parts
    for (const part of [name, progress, error, again]) part.hidden = true
    this.input.removeAttribute('aria-invalid')
  }

  /** @param {File} [file] */
  async take(file) {
    if (!file) return
    this.file = file
    this.#clear()
    const { name, progress, status } = this.parts
    name.textContent = status.textContent = sendingWords(this.words, file)
    name.hidden = progress.hidden = false
    progress.removeAttribute('value')
    this.aborting = new AbortController()
    try {
      const facts = await sendPicture(this.words.images ?? '', file, {
        progress: (share) => (progress.value = share),
        signal: this.aborting.signal,
      })
      this.#clear()
      this.#describe(facts)
    } catch (problem) {
      const refusal = refusalOf(problem)
      if (refusal.reason !== 'aborted') this.#refused(refusal)
    }
  }

  /** @param {Refusal} refusal */
  #refused(refusal) {
    const { name, progress, error, again, reduce } = this.parts
    progress.hidden = true
    name.hidden = false
    name.textContent = this.file?.name ?? ''
    need(error, 'span').textContent = this.parts.status.textContent = worded(refusal, this.words)
    error.hidden = again.hidden = false
    reduce.hidden = !refusal.canBeReduced
    this.input.setAttribute('aria-invalid', 'true')
    const next = refusal.canBeReduced ? reduce : this.parts.retry
    next.focus()
  }

  async #reduce() {
    const { error, reduce, status } = this.parts
    status.textContent = this.words.reducing ?? ''
    const smaller = this.file && (await reduced(this.file, Number(this.words.limit)))
    if (smaller) return this.take(smaller)
    need(error, 'span').textContent = status.textContent = this.words.notReduced ?? ''
    reduce.hidden = true
    this.parts.retry.focus()
  }

  /** @param {Picture} picture */
  #describe(picture) {
    this.parts.choose.hidden = true
    this.parts.status.textContent = this.words.here ?? ''
    this.describing.show(picture)
  }

  /** @param {Chosen} picture */
  #done(picture) {
    this.chosen = picture
    this.element.close()
  }

  #closed() {
    this.aborting?.abort()
    const { chosen } = this
    const { insert, closed } = this.ends
    this.chosen = null
    this.describing.hide()
    if (chosen) insert?.(chosen)
    closed?.(chosen)
  }
}

/**
 * @param {HTMLDialogElement} dialog
 * @returns {DialogParts}
 */
function partsOf(dialog) {
  /** @type {<Part extends HTMLElement = HTMLElement>(name: string) => Part} */
  const find = (name) => need(dialog, `[data-${name}]`)
  return {
    choose: find('choose'),
    name: find('name'),
    progress: find('progress'),
    error: find('error'),
    again: find('again'),
    reduce: find('reduce'),
    retry: find('retry'),
    status: find('status'),
  }
}

/**
 * @param {DOMStringMap} words
 * @param {File} file
 */
export const sendingWords = ({ sending = '' }, file) => sending.replace('{name}', file.name)

/**
 * Sends a picture whose words are asked for once it is here.
 * @param {string} url
 * @param {File} file
 * @param {Sending} options
 * @returns {Promise<Picture>}
 */
export async function sendPicture(url, file, options) {
  /** @type {PictureFacts} */
  const facts = await send(url, { file, later: '1' }, options)
  return { ...facts, isDecorative: facts.is_decorative, isMine: true, isNew: !facts.alt && !facts.is_decorative }
}
