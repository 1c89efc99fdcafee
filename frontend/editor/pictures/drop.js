// Picture files that are dropped or pasted into the text: sent at once, their place reserved, their words asked for then.
// A PDF becomes a link that downloads it.
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'
import { Decoration, DecorationSet } from '@milkdown/kit/prose/view'
import { pictureDialogOf, sendPicture, sendingWords } from './dialog.js'
import { refusalOf, send, worded } from './sending.js'

/** @import { EditorState, EditorView, Node } from '../types.d.ts' */
/** @import { PictureDialog } from './dialog.js' */
/** @import { Chosen, FileFacts, Place } from './types.d.ts' */

/** @type {PluginKey<DecorationSet>} */
const coming = new PluginKey('picturesComing')
const PICTURE = /^image\//
const PDF = 'application/pdf'

export function pictureDropPaste() {
  return new Plugin({
    key: coming,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, set) {
        const { added, removed } = transaction.getMeta(coming) ?? {}
        let mapped = set.map(transaction.mapping, transaction.doc)
        if (removed) mapped = mapped.remove(mapped.find(undefined, undefined, (spec) => spec.id === removed))
        return added ? mapped.add(transaction.doc, [placeOf(added)]) : mapped
      },
    },
    props: {
      decorations: (state) => coming.getState(state),
      handlePaste: (view, event) => taken(view, event.clipboardData, view.state.selection.from),
      handleDrop: (view, event, _, isMoved) => !isMoved && taken(view, event.dataTransfer, placeAt(view, event)),
    },
  })
}

/**
 * Asks for a PDF file, and puts it where the caret is: the way of the button.
 * @param {EditorView} view
 */
export function chooseFile(view) {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept: `${PDF},.pdf` })
  const dialog = pictureDialogOf(document)
  input.addEventListener('cancel', () => view.focus())
  input.addEventListener('change', async () => {
    const file = input.files?.[0]
    if (!file || !dialog) return
    const place = reservePlace(view, file, view.state.selection.from, dialog.words)
    view.focus()
    await takeFile(view, file, place, dialog)
  })
  input.click()
}

/**
 * @param {EditorView} view
 * @param {DragEvent} event
 */
const placeAt = (view, { clientX: left, clientY: top }) =>
  view.posAtCoords({ left, top })?.pos ?? view.state.selection.from

// Word and spreadsheets bring a picture of the words beside the words: where there are words, they are what is meant.
/**
 * @param {EditorView} view
 * @param {DataTransfer | null} data
 * @param {number} at
 */
function taken(view, data, at) {
  const files = [...(data?.files ?? [])].filter(({ type }) => PICTURE.test(type) || type === PDF)
  const dialog = pictureDialogOf(document)
  if (!data || !files.length || !dialog || data.getData('text/plain').trim()) return false
  takeInTurn(view, files, at, dialog)
  return true
}

/**
 * @param {EditorView} view
 * @param {File[]} files
 * @param {number} at
 * @param {PictureDialog} dialog
 */
async function takeInTurn(view, files, at, dialog) {
  const places = files.map((file) => reservePlace(view, file, at, dialog.words))
  for (const [index, file] of files.entries()) {
    await (file.type === PDF ? takeFile : takePicture)(view, file, places[index], dialog)
  }
}

/**
 * @param {EditorView} view
 * @param {File} file
 * @param {number} at
 * @param {DOMStringMap} words
 * @returns {Place}
 */
function reservePlace(view, file, at, words) {
  const id = {}
  const label = document.createElement('span')
  label.className = 'picture-coming'
  label.textContent = sendingWords(words, file)
  view.dispatch(view.state.tr.setMeta(coming, { added: { id, at, label } }))
  say(label.textContent)
  return { id, label }
}

/** @param {Place & { at: number }} added */
const placeOf = ({ id, at, label }) => Decoration.widget(at, label, { id, side: 1 })

// One at a time: the dialog asks about the first before it asks about the next.
/**
 * @param {EditorView} view
 * @param {File} file
 * @param {Place} place
 * @param {PictureDialog} dialog
 */
async function takePicture(view, file, place, dialog) {
  const outcome = await sendPicture(dialog.words.images ?? '', file, {}).catch(refusalOf)
  /** @type {Promise<void>} */
  const asked = new Promise((next) => {
    /** @param {Chosen | null} picture */
    const finish = (picture) => {
      settle(view, place, picture && view.state.schema.nodes.image.create(picture))
      next()
    }
    if (outcome instanceof Error) return dialog.refuse(file, outcome, { closed: finish })
    // Left without words, it stands in the text all the same: nothing that was pasted gets lost.
    dialog.ask(outcome, { closed: (picture) => finish(picture ?? { src: outcome.src, alt: '' }) })
  })
  await asked
}

/**
 * @param {EditorView} view
 * @param {File} file
 * @param {Place} place
 * @param {PictureDialog} dialog
 */
async function takeFile(view, file, place, dialog) {
  try {
    /** @type {FileFacts} */
    const { url, name } = await send(dialog.words.files ?? '', { file })
    const { schema } = view.state
    settle(view, place, schema.text(name, [schema.marks.link.create({ href: url })]))
    say(dialog.words.fileSent ?? '')
  } catch (problem) {
    complain(view, place, worded(refusalOf(problem), dialog.words))
  }
}

// Why a file was not taken stands where it would have stood, until it is read.
/**
 * @param {EditorView} view
 * @param {Place} place
 * @param {string} words
 */
function complain(view, { id, label }, words) {
  label.classList.add('err')
  label.textContent = words
  say(words)
  setTimeout(() => view.dom.addEventListener('keydown', () => settle(view, { id }), { once: true }), 4000)
}

/**
 * @param {EditorView} view
 * @param {Pick<Place, 'id'>} place
 * @param {Node | null} [node]
 */
function settle(view, { id }, node = null) {
  if (view.isDestroyed) return
  const [place] = coming.getState(view.state)?.find(undefined, undefined, (spec) => spec.id === id) ?? []
  const transaction = view.state.tr.setMeta(coming, { removed: id })
  if (place && node?.isText) transaction.insert(place.from, apart(view.state, place.from, node))
  else if (place && node) transaction.replaceRangeWith(place.from, place.from, node)
  view.dispatch(transaction.scrollIntoView())
  view.focus()
}

// Words that do not stick to those before and after them.
/**
 * @param {EditorState} state
 * @param {number} at
 * @param {Node} words
 */
function apart({ doc, schema }, at, words) {
  const { nodeBefore, nodeAfter } = doc.resolve(at)
  const space = schema.text(' ')
  const isBefore = /[^\s([«“’'/-]$/.test(nodeBefore?.text ?? '')
  const isAfter = /^[\p{L}\p{N}([«“]/u.test(nodeAfter?.text ?? '')
  return [isBefore && space, words, isAfter && space].filter((node) => node !== false)
}

/** @param {string} words */
function say(words) {
  const status = document.querySelector('[data-editor-status]')
  if (status) status.textContent = words
}
