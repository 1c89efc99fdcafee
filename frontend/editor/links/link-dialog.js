// The dialog of a link: its address, checked kindly, and its words.
import { complain, prepare } from '../surface/dialogs.js'
import { need } from '../surface/parts.js'
import { addressOf } from './address.js'

/** @import { Core } from '../types.d.ts' */
/** @import { LinkForm } from './types.d.ts' */

/**
 * Returns the function that opens it. What is selected becomes its words; a link at the caret is changed.
 * @param {HTMLDialogElement} dialog
 * @param {Core} core
 */
export function linkDialog(dialog, core) {
  /** @type {LinkForm} */
  const form = need(dialog, 'form')
  const { href, text } = form.elements
  const error = need(form, '.err-line')
  const remove = need(form, '[data-remove]')
  /** @type {string | null} */
  let before = null
  prepare(dialog, () => core.focus())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const { href: address, problem } = addressOf(href.value)
    complain(href, error, problem && error.dataset[problem])
    if (problem) return
    dialog.close()
    const words = text.value.trim()
    core.insertLink({ href: address, text: words === before ? '' : words || href.value.trim() })
  })
  remove.addEventListener('click', () => {
    dialog.close()
    core.commands.unlink.run()
  })
  return () => {
    const found = core.linkAtCaret()
    const { from, to } = core.view.state.selection
    before = found?.text ?? core.view.state.doc.textBetween(from, to, ' ')
    href.value = found?.href ?? ''
    text.value = before
    remove.hidden = !found
    complain(href, error, '')
    dialog.showModal()
    href.focus()
    href.select()
  }
}
