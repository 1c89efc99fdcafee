// role=toolbar: one stop of the Tab key, arrows inside, each button a command that says whether it holds or can be done.
import { closestTo } from '../../scripts/events.js'

/** @import { Act } from './types.d.ts' */

export class Toolbar {
  /**
   * `leave` leads back to the text.
   * @param {HTMLElement} bar
   * @param {Record<string, Act>} acts by name
   * @param {() => void} leave
   */
  constructor(bar, acts, leave) {
    this.bar = bar
    this.acts = acts
    this.leave = leave
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = bar.querySelectorAll('button[data-act]')
    this.buttons = [...buttons]
    for (const button of this.buttons) button.tabIndex = -1
    this.#makeStop(this.buttons[0])
    // A press leaves the caret and its selection in the text; on a telephone the keyboard stays.
    bar.addEventListener('mousedown', (event) => event.preventDefault())
    bar.addEventListener('click', (event) => this.#press(closestTo(event, 'button[data-act]')))
    bar.addEventListener('keydown', (event) => this.#onKey(event))
  }

  focus() {
    this.buttons.find((button) => button.tabIndex === 0)?.focus()
  }

  /** Shows what holds at the caret. Written only where it differs: this runs at every key. */
  show() {
    for (const button of this.buttons) {
      const { act: name = '', level } = button.dataset
      const act = this.acts[name]
      const isOn = button.hasAttribute('aria-pressed') && act.isActive()
      if (button.hasAttribute('aria-pressed')) set(button, 'aria-pressed', String(isOn))
      set(button, 'aria-disabled', isOn || act.isEnabled() ? null : 'true')
      if (level) showLevel(button, level, act.level?.() ?? 0)
    }
  }

  /** @param {HTMLButtonElement | null} button */
  #press(button) {
    if (!button || button.getAttribute('aria-disabled') === 'true') return
    this.#makeStop(button)
    this.acts[button.dataset.act ?? ''].run()
    this.show()
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === 'Escape') {
      event.preventDefault()
      this.leave()
      return
    }
    const shown = this.buttons.filter((button) => button.checkVisibility())
    /** @type {HTMLButtonElement | null} */
    const from = closestTo(event, 'button')
    const at = from ? shown.indexOf(from) : -1
    /** @type {Record<string, number | undefined>} */
    const places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }
    const next = places[event.key]
    if (at < 0 || next === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    const button = shown[(next + shown.length) % shown.length]
    this.#makeStop(button)
    button.focus()
  }

  /** @param {HTMLButtonElement} button */
  #makeStop(button) {
    for (const other of this.buttons) if (other.tabIndex === 0) other.tabIndex = -1
    button.tabIndex = 0
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string | null} value
 */
function set(element, name, value) {
  if (element.getAttribute(name) === value) return
  if (value === null) element.removeAttribute(name)
  else element.setAttribute(name, value)
}

// The heading's button says which level it is: in its drawing, and in its name.
/**
 * @param {HTMLButtonElement} button
 * @param {string} words
 * @param {number} level
 */
function showLevel(button, words, level) {
  set(button, 'data-shown', level === 2 || level === 3 ? String(level) : null)
  set(button, 'aria-label', level ? words.replace('{level}', String(level)) : null)
}
