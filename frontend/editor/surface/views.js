// Two views of one text: as it will look, and with its Markdown signs. The choice is remembered on the device.
import { caretInSource, putCaret } from './caret.js'

/** @import { Core } from '../types.d.ts' */
/** @import { Field } from './field.js' */

const KEY = 'editor-view'

export class Views {
  /** @type {string | null} what the text area held when the editor was left */
  written = null

  /**
   * `frame`: what holds the editor; `shown(isRich)` is called after each change of view.
   * @param {Core} core
   * @param {Field} field
   * @param {HTMLElement} frame
   * @param {(isRich: boolean) => void} shown
   */
  constructor(core, field, frame, shown) {
    this.core = core
    this.field = field
    this.frame = frame
    this.shown = shown
    this.toggle = () => this.show(!field.isRich, { isChosen: true })
    this.isRich = () => field.isRich
  }

  /**
   * Shows one of the two; false where the source can not be shown otherwise.
   * @param {boolean} isRich
   */
  show(isRich, { isChosen = false } = {}) {
    const { field, frame } = this
    const caret = field.isRich ? 0 : field.textarea.selectionStart
    if (isRich ? !this.#read() : !this.#write()) return false
    field.isRich = isRich
    frame.hidden = !isRich
    field.textarea.hidden = isRich
    field.textarea.form?.classList.toggle('is-source', !isRich)
    this.shown(isRich)
    if (isChosen) {
      remember(isRich)
      this.#goOn(isRich, caret)
    }
    return true
  }

  /**
   * @param {boolean} isRich
   * @param {number} caret where it stood in the source
   */
  #goOn(isRich, caret) {
    const { core } = this
    const { textarea } = this.field
    if (isRich) {
      putCaret(core, textarea.value, caret)
      core.focus()
    } else {
      const at = caretInSource(core, textarea.value)
      textarea.setSelectionRange(at, at)
      textarea.focus()
    }
  }

  #write() {
    this.written = this.field.write()
    return true
  }

  // A source that was not touched leaves the editor as it is, with all that can be undone there.
  #read() {
    const source = this.field.textarea.value
    if (source === this.written) return true
    try {
      if (source !== this.core.markdown()) this.core.replace(source)
    } catch {
      return false
    }
    return true
  }
}

export function prefersSource() {
  try {
    return localStorage.getItem(KEY) === 'source'
  } catch {
    return false
  }
}

/** @param {boolean} isRich */
function remember(isRich) {
  try {
    localStorage.setItem(KEY, isRich ? 'rich' : 'source')
  } catch {
    // The browser keeps nothing: the choice lasts as long as the page.
  }
}
