// "Format": the plain box becomes the editor of pages. Its script, its sheet and its tools come when they are asked for;
// one box at a time has them, since its dialogs are the page's.
import { withLineEnds } from './lines.js'
import { sheet } from './sheet.js'

/** @type {{ box: HTMLTextAreaElement, form: HTMLFormElement, button: HTMLButtonElement, parts: Element[] } | null} */
let current = null

/** @param {HTMLButtonElement} button */
export async function act(button) {
  const { form, dataset } = button
  if (!form) return
  button.disabled = true
  try {
    const [answer] = await Promise.all([fetch(dataset.tools ?? ''), sheet(form.dataset.sheet ?? '')])
    if (!answer.ok) throw new Error(String(answer.status))
    giveBack()
    const tools = new DOMParser().parseFromString(await answer.text(), 'text/html')
    await equip(form, button, tools, dataset.editor ?? '')
  } catch (problem) {
    const failed = /** @type {HTMLElement} */ (form.querySelector('[data-format-failed]'))
    failed.hidden = false
    console.warn(problem)
  }
  button.disabled = false
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement} button
 * @param {Document} tools
 * @param {string} editor
 */
async function equip(form, button, tools, editor) {
  const box = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('body'))
  const { mount } = await import(editor)
  const [bar, tableBar] = tools.querySelectorAll('[role=toolbar]')
  const beside = Object.assign(document.createElement('div'), { className: 'box-tools' })
  beside.append(...[...tools.body.children].filter((part) => part !== bar && part !== tableBar))
  box.closest('.say, .field')?.prepend(bar, tableBar)
  form.after(beside)
  current = { box, form, button, parts: [bar, tableBar, beside] }
  box.value = withLineEnds(box.value)
  box.dataset.editor = ''
  form.classList.add('formatted')
  await mount(box)
  button.hidden = true
  if (box.richEditor) goOnAtTheEnd(box.richEditor)
}

/** @param {import('../../globals.d.ts').RichEditor} editor */
function goOnAtTheEnd({ view, focus }) {
  const { tr, doc, selection } = view.state
  view.dispatch(tr.setSelection(/** @type {any} */ (selection.constructor).atEnd(doc)))
  focus()
}

/** The box that was formatted before is a plain one again, with the same text. */
function giveBack() {
  if (!current) return
  const { box, form, button, parts } = current
  current = null
  box.richEditor?.source(true)
  form.querySelector('.rich')?.remove()
  for (const part of parts) part.remove()
  form.classList.remove('formatted')
  delete box.dataset.editor
  delete form.dataset.editor
  delete box.richEditor
  box.hidden = false
  button.hidden = false
}
