// Puts the editor in the place of a text area: its view, its tools, its dialogs and its keys.
import { createEditor } from '../core/index.js'
import { linkDialog } from '../links/link-dialog.js'
import { pageDialog } from '../links/page-dialog.js'
import { typedMentions, typedPageLinks } from '../links/typed.js'
import { hintsIn, roomsUnderHeadings } from '../outline/rooms.js'
import { pastedLines } from '../paste/lines.js'
import { cleanPastes } from '../paste/plugin.js'
import { chooseFile, pictureDialog, pictureDropPaste } from '../pictures/index.js'
import { actsOf } from './acts.js'
import { putSpace, selectAsIn } from './caret.js'
import { prepare } from './dialogs.js'
import { Field } from './field.js'
import { doorKeys, saveByKey } from './keys.js'
import { announcer, counted, need, partsOf } from './parts.js'
import { clearOfBars, placeholder } from './placeholder.js'
import { standOnKeyboard } from './telephone.js'
import { Toolbar } from './toolbar.js'
import { Views, prefersSource } from './views.js'

/** @import { Core, Texts } from '../types.d.ts' */
/** @import { Asks, Doors, Parts, Surface } from './types.d.ts' */

/**
 * Returns what it consists of; null where it cannot be had.
 * @param {HTMLTextAreaElement} textarea
 * @returns {Promise<Surface | null>}
 */
export async function mount(textarea) {
  const parts = partsOf(textarea)
  const field = new Field(textarea)
  const frame = frameFor(textarea)
  /** @type {Surface | null} */
  let surface = null
  try {
    surface = await start(field, frame, parts)
  } catch (problem) {
    frame.remove()
    for (const bar of [parts.bar, parts.tableBar]) bar.remove()
    parts.failed.hidden = false
    parts.signs.open = true
    console.warn(problem)
  }
  parts.form.dataset.editor = field.core ? 'ready' : 'failed'
  return surface
}

/**
 * The editor goes on in another text area of the same form; the one before is a plain one again, with its text.
 * @param {Surface} surface
 * @param {HTMLTextAreaElement} textarea
 */
export function move({ core, field, frame, views, parts }, textarea) {
  const before = field.textarea
  const isWriting = document.activeElement === textarea
  field.write()
  core.replace(textarea.value) // what it cannot read leaves everything as it is
  field.moveTo(textarea)
  views.written = textarea.value
  delete before.richEditor
  before.hidden = false
  textarea.before(frame)
  core.describe(nameOf(textarea), attributesFor(textarea, parts))
  takePlace(core, field, views)
  textarea.hidden = field.isRich
  if (isWriting) goOnWriting(core, field)
}

/**
 * The caret, or all that was selected, is where it was in the text area.
 * @param {Core} core
 * @param {Field} field
 */
function goOnWriting(core, { textarea: { value, selectionStart, selectionEnd }, isRich }) {
  if (!isRich) return
  selectAsIn(core, value, selectionStart, selectionEnd)
  putSpace(core, value, selectionEnd)
  core.focus()
}

/** @param {HTMLTextAreaElement} textarea */
function frameFor(textarea) {
  const frame = document.createElement('div')
  frame.className = 'rich'
  frame.hidden = true
  textarea.before(frame)
  return frame
}

/**
 * @param {Field} field
 * @param {HTMLElement} frame
 * @param {Parts} parts
 */
async function start(field, frame, parts) {
  const { textarea } = field
  const announce = announcer(parts.status)
  /** @type {Doors} */
  const doors = { released: () => announce(parts.words.released), toTools: () => {}, link: () => {} }
  const core = await createEditor({
    parent: frame,
    markdown: textarea.value,
    label: nameOf(textarea),
    onChange: () => field.changed(),
    plugins: (core) => pluginsFor({ core, field, parts, doors, announce }),
    handlers: { texts: textsOf(parts.words), attributes: attributesFor(textarea, parts) },
  })
  const isWriting = document.activeElement === textarea
  field.core = core
  const surface = equip({ core, field, frame, parts, doors, announce })
  if (isWriting) goOnWriting(core, field)
  return surface
}

/** @param {Omit<Surface, 'frame' | 'views'>} surface */
function pluginsFor({ core, field, parts, doors, announce }) {
  return [
    typedPageLinks(parts.titles, parts.words, announce),
    ...(parts.people ? [typedMentions(parts.people, parts.words, announce)] : []), // a text of the guide or of the editors mentions nobody
    doorKeys(doors),
    pictureDropPaste(),
    pastedLines(core),
    cleanPastes((count) => tellLeftOut(parts.leftOut, count)),
    placeholder(field.textarea.placeholder),
    roomsUnderHeadings(hintsIn(document)),
    clearOfBars(parts.bar),
  ]
}

/**
 * @param {Omit<Surface, 'views'>} surface
 * @returns {Surface}
 */
function equip({ core, field, frame, parts, doors, announce }) {
  /** @type {Asks} */
  const asks = {
    link: linkDialog(parts.ask('link'), core),
    wikiLink: pageDialog(parts.ask('wikiLink'), core, parts),
    picture: () => pictureDialog(core),
    file: () => chooseFile(core.view),
  }
  const views = new Views(core, field, frame, shown)
  const acts = actsOf({ core, parts, asks, views, announce })
  const tools = new Toolbar(parts.bar, acts, back)
  const tableTools = new Toolbar(parts.tableBar, acts, back)
  Object.assign(doors, { link: asks.link, toTools: () => tools.focus() })
  parts.form.addEventListener('keydown', (event) => {
    if (event.altKey && event.key === 'F10' && event.target === field.textarea) tools.focus()
  })
  follow(core, show)
  saveByKey(parts.form)
  prepareShortcuts(parts)
  standOnKeyboard([parts.bar, parts.tableBar], () => core.view.hasFocus())
  takePlace(core, field, views)
  parts.bar.inert = false
  new ResizeObserver(() => parts.tableBar.style.setProperty('--bar', `${parts.bar.offsetHeight}px`)).observe(parts.bar)
  views.show(!prefersSource())
  return { core, field, frame, parts, doors, announce, views }

  function back() {
    if (field.isRich) core.focus()
    else field.textarea.focus()
  }

  function show() {
    tools.show()
    parts.tableBar.hidden = !field.isRich || !acts.table.isActive()
    if (!parts.tableBar.hidden) tableTools.show()
  }

  /** @param {boolean} isRich */
  function shown(isRich) {
    parts.hint.hidden = !isRich
    parts.signs.hidden = isRich
    show()
    if (parts.form.dataset.editor) announce(isRich ? parts.words.rich : parts.words.source)
  }
}

// Once a frame, however many changes there were.
/**
 * @param {Core} core
 * @param {() => void} show
 */
function follow(core, show) {
  let isWaiting = false
  core.onSelection(() => {
    if (isWaiting) return
    isWaiting = true
    requestAnimationFrame(() => {
      isWaiting = false
      show()
    })
  })
}

/**
 * What other scripts find at the text area; its label and its focus lead to the editor.
 * @param {Core} core
 * @param {Field} field
 * @param {Views} views
 */
function takePlace(core, field, views) {
  const { textarea } = field
  if (textarea.value !== core.markdown()) core.replace(textarea.value)
  textarea.richEditor = {
    markdown: () => field.text(),
    replace: (text) => field.replace(text),
    insertImage: (picture) => core.insertImage(picture),
    insertLink: (link) => core.insertLink(link),
    insertWikiLink: (title, words) => core.insertWikiLink(title, words),
    focus: () => (field.isRich ? core.focus() : textarea.focus()),
    heading: () => (field.isRich ? core.heading() : ''),
    view: core.view,
    core,
    source: (isSource) => views.show(!isSource),
  }
  for (const label of textarea.labels)
    label.addEventListener('click', () => field.isRich && field.textarea === textarea && core.focus())
}

/** @param {Parts} parts */
function prepareShortcuts({ ask, hint }) {
  const opener = need(hint, '[data-shortcuts]')
  const dialog = ask('shortcuts')
  prepare(dialog, () => opener.focus())
  opener.addEventListener('click', () => dialog.showModal())
}

/**
 * @param {HTMLElement} note
 * @param {number} count
 */
function tellLeftOut(note, count) {
  note.hidden = !count
  note.textContent = count ? counted(note.dataset, count) : ''
}

/** @param {HTMLTextAreaElement} textarea */
const nameOf = (textarea) => textarea.labels[0].textContent.trim()

/**
 * @param {HTMLTextAreaElement} textarea
 * @param {Parts} parts
 */
function attributesFor(textarea, { hint }) {
  const described = [textarea.getAttribute('aria-describedby'), hint.id].filter(Boolean).join(' ')
  /** @type {Record<string, string>} */
  const attributes = { class: 'text', 'aria-describedby': described, spellcheck: 'true', tabindex: '0' }
  if (textarea.getAttribute('aria-invalid')) attributes['aria-invalid'] = 'true'
  if (textarea.lang) attributes.lang = textarea.lang
  return attributes
}

// data-opaque-html, data-admonition-note…: the words of the blocks that the core shows.
/**
 * @param {DOMStringMap} words
 * @returns {Texts}
 */
function textsOf(words) {
  /** @param {string} prefix */
  const named = (prefix) =>
    Object.fromEntries(
      Object.entries(words)
        .filter(([name]) => name.startsWith(prefix) && name !== prefix)
        .map(([name, text = '']) => [name[prefix.length].toLowerCase() + name.slice(prefix.length + 1), text]),
    )
  return { opaque: named('opaque'), admonitions: named('admonition'), task: words.task, colleague: words.colleague }
}
