// A field that names a person (input[data-person]) offers those whose name goes on as one types: an editable combobox with a list,
// as the ARIA practices have it. What is put in is the name with the user name behind it, which the form understands;
// without the script, or where nothing is chosen, the form asks which one is meant. Fetched when somebody goes to such a field.
import { peopleAt } from './asking.js'
import { PeopleList } from './list.js'

/** @import { Person, Source } from '../types.d.ts' */

/**
 * Takes care of a field; a second time does nothing.
 * @param {HTMLInputElement} box
 */
export function attend(box) {
  if (box.role === 'combobox') return
  box.role = 'combobox'
  const field = new PersonField(box)
  if (box.value !== box.defaultValue && document.activeElement === box) field.offer() // typed while the script came
}

class PersonField {
  /** @type {Source<Person>} */
  people

  /** @param {HTMLInputElement} box */
  constructor(box) {
    this.box = box
    this.people = peopleAt(box.dataset.people ?? '')
    this.list = new PeopleList(box, box.dataset, (person) => this.pick(person))
    this.tell()
    box.addEventListener('input', () => this.offer())
    box.addEventListener('blur', () => this.close())
    box.addEventListener('keydown', (event) => {
      if (!event.isComposing && !event.ctrlKey && !event.metaKey && this.acts(event)) event.preventDefault()
    })
  }

  offer() {
    const { box } = this
    this.list.mean(-1)
    if (!box.value.trim()) return this.close()
    this.people.ask(box.value, (found, letters) => {
      if (box.value !== letters || document.activeElement !== box) return
      this.list.show(found, -1)
      this.tell()
    })
  }

  /**
   * Does what a key says; whether it did.
   * @param {KeyboardEvent} event
   */
  acts({ key, altKey }) {
    const { list, box } = this
    if (key === 'ArrowDown' && !list.isOpen && box.value.trim()) this.offer()
    else if (!list.isOpen) return false
    else if (key === 'Escape' || (key === 'ArrowUp' && altKey)) this.close()
    else if (altKey) return false
    else if (key === 'ArrowDown') list.step(1)
    else if (key === 'ArrowUp') list.step(-1)
    else if (key === 'Enter' && list.at >= 0) list.pick(list.at)
    else {
      if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home' || key === 'End') list.mean(-1) // back in the field
      return false
    }
    return true
  }

  close() {
    this.people.forget()
    this.list.hide()
    this.tell()
  }

  tell() {
    this.box.setAttribute('aria-expanded', String(this.list.isOpen))
  }

  /** @param {Person} person */
  pick({ handle, name }) {
    this.box.value = name === handle ? name : `${name} (${handle})`
    this.close()
    this.box.dispatchEvent(new Event('change', { bubbles: true }))
  }
}
