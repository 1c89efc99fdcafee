// "@" and letters in a plain box offer the colleagues whose name goes on so; what is put in is the user name, as anybody
// may type it. Fetched at the first @. The box stays the text box that it is (aria-activedescendant says which is meant).
import { begunIn, peopleAt } from '../people/asking.js'
import { sheet } from './sheet.js'

const known = new WeakMap()

/** Called at each change of a text area in a form with data-mentions. */
export function complete(box) {
  if (!known.has(box)) known.set(box, new Completion(box))
  known.get(box).follow()
}

class Completion {
  options = []
  at = -1
  begun = null

  constructor(box) {
    const { mentions: _script, ...words } = box.form.dataset
    Object.assign(this, { box, words, people: peopleAt(words.people) })
    sheet(words.sheet)
    this.list = document.createElement('ul')
    Object.assign(this.list, { id: `${box.id}-people`, className: 'people-list', hidden: true })
    this.list.setAttribute('role', 'listbox')
    this.list.setAttribute('aria-label', words.peopleLabel)
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
    this.list.addEventListener('click', ({ target }) =>
      this.pick(this.options.indexOf(target.closest('[role=option]'))),
    )
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

  show(people) {
    this.options = people.map((person, at) => this.option(person, at))
    this.list.replaceChildren(...this.options)
    this.list.hidden = !people.length
    if (!people.length) return this.hide()
    this.list.style.top = `${this.box.offsetTop + this.box.offsetHeight}px`
    this.mean(0)
    this.status.textContent =
      people.length === 1 ? this.words.peopleOne : this.words.peopleMany.replace('{count}', people.length)
  }

  option({ handle, name, place }, at) {
    const option = document.createElement('li')
    option.id = `${this.list.id}-${at}`
    option.dataset.handle = handle
    option.setAttribute('role', 'option')
    option.append(name)
    if (place) option.append(' ', Object.assign(document.createElement('small'), { textContent: place }))
    return option
  }

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
