// The dialog: choose a file, or one of the library; then say what it shows. Closed, it leads back to the text.
import { Describing } from './describing.js'
import { Library } from './library.js'
import { reduced } from './reducing.js'
import { send, worded } from './sending.js'

const made = new WeakMap()

/** The dialog of a page; undefined where it has none. */
export function pictureDialogOf(page) {
  const element = page.getElementById('picture-dialog')
  if (element && !made.has(element)) made.set(element, new PictureDialog(element))
  return made.get(element)
}

class PictureDialog {
  constructor(element) {
    this.element = element
    this.words = element.dataset
    const find = (name) => element.querySelector(`[data-${name}]`)
    this.parts = Object.fromEntries(
      ['choose', 'name', 'progress', 'error', 'again', 'reduce', 'retry', 'status'].map((name) => [name, find(name)]),
    )
    this.input = element.querySelector('input[type="file"]')
    this.title = element.querySelector('h2')
    this.library = new Library(find('library'), find('search'), {
      url: this.words.images,
      words: this.words,
      choose: (picture) => this.#describe(picture),
    })
    this.describing = new Describing(find('describe'), {
      words: this.words,
      done: (picture) => this.#done(picture),
      other: () => this.#choose(),
    })
    this.#listen(find('close'))
  }

  #listen(closer) {
    const { element, input, parts } = this
    closer.addEventListener('click', () => element.close())
    element.addEventListener('click', ({ target }) => target === element && element.close())
    element.addEventListener('close', () => this.#closed())
    input.addEventListener('change', () => input.files[0] && this.take(input.files[0]))
    parts.retry.addEventListener('click', () => this.take(this.file))
    parts.reduce.addEventListener('click', () => this.#reduce())
  }

  /** `insert({src, alt})` puts the picture into the text; `closed()` runs afterwards, or when there is none. */
  open({ insert, closed, selected = null }) {
    Object.assign(this, { insert, closed })
    this.#show()
    if (selected) return this.describing.show({ ...selected, isDecorative: !selected.alt })
    this.#choose()
    this.library.show()
  }

  /** Asks what a picture shows that was sent already. */
  ask(picture, { insert, closed }) {
    Object.assign(this, { insert, closed })
    this.#show()
    this.#describe(picture)
  }

  /** Shows why a file was refused, with what can be done. */
  refuse(file, refusal, { insert, closed }) {
    this.open({ insert, closed })
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

  async take(file) {
    this.file = file
    this.#clear()
    const { name, progress, status } = this.parts
    name.textContent = status.textContent = this.words.sending.replace('{name}', file.name)
    name.hidden = progress.hidden = false
    progress.removeAttribute('value')
    this.aborting = new AbortController()
    try {
      const facts = await sendPicture(this.words.images, file, {
        progress: (share) => (progress.value = share),
        signal: this.aborting.signal,
      })
      this.#clear()
      this.#describe(facts)
    } catch (refusal) {
      if (refusal.reason !== 'aborted') this.#refused(refusal)
    }
  }

  #refused(refusal) {
    const { name, progress, error, again, reduce } = this.parts
    progress.hidden = true
    name.hidden = false
    name.textContent = this.file.name
    error.querySelector('span').textContent = this.parts.status.textContent = worded(refusal, this.words)
    error.hidden = again.hidden = false
    reduce.hidden = !refusal.canBeReduced
    this.input.setAttribute('aria-invalid', 'true')
    const next = refusal.canBeReduced ? reduce : this.parts.retry
    next.focus()
  }

  async #reduce() {
    const { error, reduce, status } = this.parts
    status.textContent = this.words.reducing
    const smaller = await reduced(this.file, Number(this.words.limit))
    if (smaller) return this.take(smaller)
    error.querySelector('span').textContent = status.textContent = this.words.notReduced
    reduce.hidden = true
    this.parts.retry.focus()
  }

  #describe(picture) {
    this.parts.choose.hidden = true
    this.parts.status.textContent = this.words.here
    this.describing.show(picture)
  }

  #done(picture) {
    this.chosen = picture
    this.element.close()
  }

  #closed() {
    this.aborting?.abort()
    const { insert, closed, chosen } = this
    this.chosen = null
    this.describing.hide()
    if (chosen) insert?.(chosen)
    closed?.(chosen ?? null)
  }
}

/** Sends a picture whose words are asked for once it is here. */
export async function sendPicture(url, file, options) {
  const facts = await send(url, { file, later: '1' }, options)
  return { ...facts, isDecorative: facts.is_decorative, isMine: true, isNew: !facts.alt && !facts.is_decorative }
}
