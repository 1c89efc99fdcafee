// The list of colleagues under a box or a field: which one is meant, what is told of how many there are, and the keys that go to it.
import { closestTo } from '../events.js'

/** @import { Person, PeopleWords } from '../types.d.ts' */

export class PeopleList {
  /** @type {HTMLElement[]} */
  options = []
  /** @type {Person[]} */
  people = []
  at = -1

  /**
   * `picked(person)` gets the one who was chosen.
   * @param {HTMLInputElement | HTMLTextAreaElement} box
   * @param {PeopleWords} words
   * @param {(person: Person) => void} picked
   */
  constructor(box, words, picked) {
    this.box = box
    this.words = words
    this.picked = picked
    this.list = document.createElement('ul')
    Object.assign(this.list, { id: `${box.id}-people`, className: 'people-list', hidden: true })
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', words.peopleLabel ?? '')
    this.status = Object.assign(document.createElement('p'), { className: 'vh' })
    this.status.setAttribute('role', 'status')
    box.after(this.list, this.status)
    box.setAttribute('aria-autocomplete', 'list')
    box.setAttribute('aria-haspopup', 'listbox')
    box.setAttribute('aria-controls', this.list.id)
    this.list.addEventListener('mousedown', (event) => event.preventDefault()) // the box keeps the focus
    this.list.addEventListener('click', (event) => {
      const option = closestTo(event, '[role=option]')
      if (option) this.pick(this.options.indexOf(option))
    })
  }

  get isOpen() {
    return !this.list.hidden
  }

  /**
   * Shows whom the letters may mean; `first` is meant from the start where it is 0.
   * @param {Person[]} people
   * @param {number} first
   */
  show(people, first) {
    if (!people.length) return this.hide()
    this.people = people
    this.options = people.map((person, at) => this.#option(person, at))
    this.list.replaceChildren(...this.options)
    this.list.hidden = false
    this.list.style.top = `${this.box.offsetTop + this.box.offsetHeight}px`
    this.mean(first)
    const { peopleOne = '', peopleMany = '' } = this.words
    this.status.textContent = people.length === 1 ? peopleOne : peopleMany.replace('{count}', String(people.length))
  }

  hide() {
    this.list.hidden = true
    this.options = []
    this.mean(-1)
    this.status.textContent = ''
  }

  /** @param {number} at */
  mean(at) {
    this.options[this.at]?.setAttribute('aria-selected', 'false')
    this.at = at
    const option = this.options[at]
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) this.box.setAttribute('aria-activedescendant', option.id)
    else this.box.removeAttribute('aria-activedescendant')
  }

  /** @param {number} by */
  step(by) {
    const count = this.options.length
    this.mean(this.at < 0 && by < 0 ? count - 1 : (this.at + by + count) % count)
  }

  /** @param {number} at */
  pick(at) {
    const person = this.people[at]
    if (person && this.isOpen) this.picked(person)
  }

  /**
   * @param {Person} person
   * @param {number} at
   */
  #option({ name, place }, at) {
    const option = document.createElement('li')
    option.id = `${this.list.id}-${at}`
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', 'false')
    option.append(name)
    if (place) option.append(' ', Object.assign(document.createElement('small'), { textContent: place }))
    return option
  }
}
