// The dialog of a link to a page: a combobox that finds the page by a few letters of its title.
import { NodeSelection } from '@milkdown/kit/prose/state'
import { complain, prepare } from '../surface/dialogs.js'
import { counted, need } from '../surface/parts.js'
import { Choices } from './choices.js'
import { askingAt } from '../../scripts/asking.js'

/** @import { FoundPage, Source } from '../../scripts/types.d.ts' */
/** @import { Parts } from '../surface/types.d.ts' */
/** @import { Core } from '../types.d.ts' */
/** @import { PageLinkForm } from './types.d.ts' */

/**
 * Returns the function that opens it. What is selected is looked for; a link to a page that is selected is changed.
 * @param {HTMLDialogElement} dialog
 * @param {Core} core
 * @param {Parts} parts
 */
export function pageDialog(dialog, core, { titles: { dataset }, words }) {
  /** @type {PageLinkForm} */
  const form = need(dialog, 'form')
  const { page: title, words: label } = form.elements
  const error = need(form, '.err-line')
  const remove = need(form, '[data-remove]')
  const found = need(form, '[data-found]')
  /** @type {Source<FoundPage>} */
  const titles = askingAt(dataset.url ?? '', 'titles')
  const choices = new Choices(need(form, '[role=listbox]'), {
    create: dataset.create,
    picked: (chosen) => {
      title.value = chosen
      close()
    },
  })
  prepare(dialog, () => core.focus())
  title.addEventListener('input', look)
  title.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' && !choices.isOpen) look()
    if (choices.onKey(event)) {
      if (event.key !== 'Tab') event.preventDefault()
      title.setAttribute('aria-expanded', String(choices.isOpen))
    }
  })
  // The list goes once what was pressed is let go: before, the buttons under it would move away from the pointer.
  let isPressed = false
  dialog.addEventListener('pointerdown', () => {
    isPressed = true
  })
  for (const end of ['pointerup', 'pointercancel']) {
    dialog.addEventListener(end, () => {
      isPressed = false
      setTimeout(() => document.activeElement !== title && close())
    })
  }
  title.addEventListener('blur', () => isPressed || close())
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const wanted = title.value.trim()
    complain(title, error, wanted ? '' : error.textContent.trim())
    if (!wanted) return
    dialog.close()
    const given = label.value.trim()
    core.insertWikiLink(wanted, given === wanted ? '' : given)
  })
  remove.addEventListener('click', () => {
    dialog.close()
    const { view } = core
    view.dispatch(view.state.tr.replaceSelectionWith(view.state.schema.text(label.value.trim() || title.value)))
  })
  return open

  function look() {
    complain(title, error, '')
    titles.ask(title.value, (pages, query) => {
      if (document.activeElement !== title) return
      choices.show(pages, query, title)
      title.setAttribute('aria-expanded', String(choices.isOpen))
      found.textContent = counted({ none: words.foundNone, one: words.foundOne, many: words.foundMany }, pages.length)
    })
  }

  function close() {
    titles.forget()
    choices.hide()
    title.setAttribute('aria-expanded', 'false')
  }

  function open() {
    const { selection, doc } = core.view.state
    const link =
      selection instanceof NodeSelection && selection.node.type.name === 'wiki_link' ? selection.node.attrs : null
    const selected = link ? '' : doc.textBetween(selection.from, selection.to, ' ').trim()
    title.value = link?.title ?? selected
    label.value = link?.label ?? selected
    remove.hidden = !link
    found.textContent = ''
    complain(title, error, '')
    dialog.showModal()
    title.focus()
    title.select()
    look()
  }
}
