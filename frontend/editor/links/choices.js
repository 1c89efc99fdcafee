// The list of pages to choose from (role=listbox): the keys stay in the field or the text that it belongs to.
import { closestTo } from '../../scripts/events.js'
import { worded } from '../surface/parts.js'

/** @import { Choice } from './types.d.ts' */

export class Choices {
  /** @type {HTMLElement[]} */
  options = []
  at = -1
  /** @type {Element | undefined} what says which option is meant (aria-activedescendant) */
  field

  /**
   * `picked(title)` gets the title that was chosen.
   * @param {HTMLElement} list
   * @param {{ create?: string, picked: (title: string) => void }} options
   */
  constructor(list, { create, picked }) {
    this.list = list
    this.create = create
    this.picked = picked
    list.addEventListener('mousedown', (event) => event.preventDefault())
    list.addEventListener('click', (event) => {
      const option = closestTo(event, '[role=option]')
      if (option) this.pick(this.options.indexOf(option))
    })
  }

  get isOpen() {
    return !this.list.hidden
  }

  /**
   * Shows the titles, and behind them, where one may `create` it, the page that does not exist yet; `first` is meant from the start where it is 0.
   * @param {Choice[]} titles
   * @param {string} query
   * @param {Element} field
   */
  show(titles, query, field, first = -1) {
    this.field = field
    const { create } = this
    const wanted = query.trim()
    const isNew =
      create &&
      wanted &&
      !titles.some(({ title }) => title.localeCompare(wanted, undefined, { sensitivity: 'base' }) === 0)
    this.options = titles.map(({ title, theme, value = title }, at) => this.#option(at, value, theme, title))
    if (isNew) this.options.push(this.#option(this.options.length, wanted, '', worded(create, { title: wanted })))
    this.list.replaceChildren(...this.options)
    this.list.hidden = !this.options.length
    this.mean(this.options.length ? first : -1)
  }

  hide() {
    this.list.hidden = true
    this.options = []
    this.mean(-1)
  }

  /** @param {number} at */
  mean(at) {
    this.options[this.at]?.setAttribute('aria-selected', 'false')
    this.at = at
    const option = this.options[at]
    option?.setAttribute('aria-selected', 'true')
    option?.scrollIntoView({ block: 'nearest' })
    if (option) this.field?.setAttribute('aria-activedescendant', option.id)
    else this.field?.removeAttribute('aria-activedescendant')
  }

  /**
   * Whether the key was for the list.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    if (!this.isOpen || event.isComposing) return false
    const count = this.options.length
    if (event.key === 'ArrowDown') this.mean((this.at + 1) % count)
    else if (event.key === 'ArrowUp') this.mean(this.at <= 0 ? count - 1 : this.at - 1)
    else if (event.key === 'Escape') this.hide()
    else if ((event.key === 'Enter' || event.key === 'Tab') && this.at >= 0) this.pick(this.at)
    else return false
    return true
  }

  /** @param {number} at */
  pick(at) {
    const { title = '' } = this.options[at].dataset
    this.hide()
    this.picked(title)
  }

  /**
   * @param {number} at
   * @param {string} title
   * @param {string} [theme]
   */
  #option(at, title, theme, words = title) {
    const option = document.createElement('li')
    option.id = `${this.list.id}-${at}`
    option.setAttribute('role', 'option')
    option.setAttribute('aria-selected', 'false')
    option.dataset.title = title
    option.append(Object.assign(document.createElement('span'), { textContent: words }))
    if (theme) option.append(' ', Object.assign(document.createElement('small'), { textContent: theme }))
    return option
  }
}
