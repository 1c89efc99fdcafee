// The text area stays the field of the form: this keeps what is in it and what is in the editor one text.
/** @import { Core } from '../types.d.ts' */

const REST = 400

export class Field {
  /** @type {Core | null} there once the editor has come */
  core = null
  isRich = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #writing

  /** @param {HTMLTextAreaElement} textarea */
  constructor(textarea) {
    this.textarea = textarea
    this.#follow()
    textarea.form?.addEventListener('formdata', ({ formData }) => {
      if (this.isRich) formData.set(this.textarea.name, this.write())
    })
    textarea.form?.addEventListener('reset', () => setTimeout(() => this.#load(this.textarea.value)))
    addEventListener('pagehide', () => this.write())
  }

  /**
   * From now on it is another field of the same form, whose text the editor holds already.
   * @param {HTMLTextAreaElement} textarea
   */
  moveTo(textarea) {
    clearTimeout(this.#writing)
    this.textarea = textarea
    this.#follow()
  }

  #follow() {
    this.textarea.addEventListener('text:replaced', this.#replaced)
  }

  /** @param {Event} event */
  #replaced = ({ target }) => {
    if (target === this.textarea) this.#load(this.textarea.value)
  }

  text() {
    return this.isRich && this.core ? this.core.markdown() : this.textarea.value
  }

  /** The text, which is then in the text area too. */
  write() {
    clearTimeout(this.#writing)
    const text = this.text()
    if (this.textarea.value !== text) this.textarea.value = text
    return text
  }

  /** The editor's text has changed: whoever listens to the text area is told, its value follows at rest. */
  changed() {
    if (!this.isRich) return
    clearTimeout(this.#writing)
    this.#writing = setTimeout(() => this.write(), REST)
    this.textarea.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** @param {string} text */
  replace(text) {
    this.textarea.value = text
    this.#load(text)
    this.textarea.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** @param {string} text */
  #load(text) {
    clearTimeout(this.#writing)
    if (this.isRich && this.core && text !== this.core.markdown()) this.core.replace(text)
  }
}
