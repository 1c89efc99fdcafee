// "@" and letters in a plain box offer the colleagues whose name goes on so; what is put in is the user name, as anybody
// may type it. Fetched at the first @. The box stays the text box that it is (aria-activedescendant says which is meant).
import { closestTo } from '../events.js'
import { begunIn, peopleAt } from '../people/asking.js'
import { sheet } from './sheet.js'

/** @import { Person } from '../types.d.ts' */

/** @type {WeakMap<HTMLTextAreaElement, Completion>} */
const known = new WeakMap()

/**
 * Called at each change of a text area in a form with data-mentions.
 * @param {HTMLTextAreaElement} box
 */
export function complete(box) {
  const completion = known.get(box) ?? new Completion(box)
  known.set(box, completion)
  completion.follow()
}

class Completion {
  /** @type {HTMLElement[]} */
  options = []
  at = -1
  /** @type {ReturnType<typeof begunIn>} */
  begun = null

  /** @param {HTMLTextAreaElement} box */
  constructor(box) {
    const words = box.form?.dataset ?? {}
    this.box = box
    this.words = words
    this.people = peopleAt(words.people ?? '')
    sheet(words.sheet ?? '')
    this.list = document.createElement('ul')
    Object.assign(this.list, { id: `${box.id}-people`, className: 'people-list', hidden: true })
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', words.peopleLabel ?? '')
    this.status = Object.assign(document.createElement('p'), { className: 'vh' })
    this.status.setAttribute('role', 'status')
    box.after(this.list, this.status)
    for (const [name, value] of [
      ['autocomplete', 'list'],
      ['haspopup', 'listbox'],
      ['controls', this.list.id],
    ])
      box.setAttribute(`aria-${name}`, value)
    box.addEventListener('keydown', (event) => this.onKey(event))
    box.addEventListener('blur', () => this.hide())
    this.list.addEventListener('mousedown', (event) => event.preventDefault())
    this.list.addEventListener('click', (event) => {
      const option = closestTo(event, '[role=option]')
      if (option) this.pick(this.options.indexOf(option))
    })
  }

  follow() {
    const { box } = this
    const isCaret = box.selectionStart === box.selectionEnd
    this.begun = isCaret ? begunIn(box.value.slice(0, box.selectionStart)) : null
    if (!this.begun) return this.hide()
    this.people.ask(this.begun.letters, (found, letters) => {
      if (this.begun?.letters === letters && document.activeElement === box) this.show(found)
    })
  }

  /** @param {Person[]} people */
  show(people) {
    this.options = people.map((person, at) => this.option(person, at))
    this.list.replaceChildren(...this.options)
    this.list.hidden = !people.length
    if (!people.length) return this.hide()
    this.list.style.top = `${this.box.offsetTop + this.box.offsetHeight}px`
    this.mean(0)
    const { peopleOne = '', peopleMany = '' } = this.words
    this.status.textContent = people.length === 1 ? peopleOne : peopleMany.replace('{count}', String(people.length))
  }

  /**
   * @param {Person} person
   * @param {number} at
   */
  option({ handle, name, place }, at) {
    const option = document.createElement('li')
    option.id = `${this.list.id}-${at}`
    option.dataset.handle = handle
    option.setAttribute('role', 'option')
    option.append(name)
    if (place) option.append(' ', Object.assign(document.createElement('small'), { textContent: place }))
    return option
  }

  /** @param {number} at */
  mean(at) {
    this.options[this.at]?.setAttribute('aria-selected', 'false')
    this.at = at
    for (const option of this.options) option.setAttribute('aria-selected', String(option === this.options[at]))
    this.options[at]?.scrollIntoView({ block: 'nearest' })
    if (this.options[at]) this.box.setAttribute('aria-activedescendant', this.options[at].id)
    else this.box.removeAttribute('aria-activedescendant')
  }

  hide() {
    this.people.forget()
    this.list.hidden = true
    this.options = []
    this.mean(-1)
    this.status.textContent = ''
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const count = this.options.length
    if (!count || event.isComposing) return
    if (event.key === 'ArrowDown') this.mean((this.at + 1) % count)
    else if (event.key === 'ArrowUp') this.mean((this.at - 1 + count) % count)
    else if (event.key === 'Escape') this.hide()
    else if (event.key === 'Enter' || event.key === 'Tab') this.pick(this.at)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {number} at */
  pick(at) {
    const { handle } = this.options[at]?.dataset ?? {}
    if (!handle || !this.begun) return
    const { box, begun } = this
    const to = box.selectionStart
    const space = /^[\s.,;:!?)»]/.test(box.value.slice(to)) ? '' : ' '
    box.setRangeText(`@${handle}${space}`, to - begun.length, to, 'end')
    this.begun = null
    this.hide()
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }
}
