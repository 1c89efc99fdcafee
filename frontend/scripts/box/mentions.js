// "@" and letters in a plain box offer the colleagues whose name goes on so; what is put in is the user name, as anybody
// may type it. Fetched at the first @. The box stays the text box that it is (aria-activedescendant says which is meant).
import { begunIn, peopleAt } from '../people/asking.js'
import { PeopleList } from '../people/list.js'
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
  /** @type {ReturnType<typeof begunIn>} */
  begun = null

  /** @param {HTMLTextAreaElement} box */
  constructor(box) {
    const words = box.form?.dataset ?? {}
    this.box = box
    this.people = peopleAt(words.people ?? '')
    sheet(words.sheet ?? '')
    this.list = new PeopleList(box, words, (person) => this.pick(person))
    box.addEventListener('keydown', (event) => this.onKey(event))
    box.addEventListener('blur', () => this.hide())
  }

  follow() {
    const { box } = this
    const isCaret = box.selectionStart === box.selectionEnd
    this.begun = isCaret ? begunIn(box.value.slice(0, box.selectionStart)) : null
    if (!this.begun) return this.hide()
    this.people.ask(this.begun.letters, (found, letters) => {
      if (this.begun?.letters === letters && document.activeElement === box) this.list.show(found, 0)
    })
  }

  hide() {
    this.people.forget()
    this.list.hide()
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (!this.list.isOpen || event.isComposing) return
    if (event.key === 'ArrowDown') this.list.step(1)
    else if (event.key === 'ArrowUp') this.list.step(-1)
    else if (event.key === 'Escape') this.hide()
    else if (event.key === 'Enter' || event.key === 'Tab') this.list.pick(this.list.at)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** @param {Person} person */
  pick({ handle }) {
    if (!this.begun) return
    const { box, begun } = this
    const to = box.selectionStart
    const space = /^[\s.,;:!?)»]/.test(box.value.slice(to)) ? '' : ' '
    box.setRangeText(`@${handle}${space}`, to - begun.length, to, 'end')
    this.begun = null
    this.hide()
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }
}
