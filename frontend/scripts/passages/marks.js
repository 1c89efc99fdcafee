// Passages marked in the text: each note of the margin names its words, <mark data-passage="12"> wraps them. On a narrow
// screen a mark opens its note under the paragraph; on a wide one the notes stand in the margin, level with it.
import { closestTo } from '../events.js'
import { findPassage, lettersOf, rangesOf, readWords, textOfPage } from './words.js'

const wide = matchMedia('(min-width: 68rem)')
const margin = () => document.getElementById('margin')
/** @returns {HTMLElement[]} */
const notes = () => Array.from(document.querySelectorAll('.m-note'))

export function markPassages() {
  const text = textOfPage()
  const aside = margin()
  if (!text || !aside) return
  bringHome()
  unwrap(text, 'mark[data-passage]')
  for (const opener of text.querySelectorAll('.m-ref')) opener.remove()
  /** @type {NodeListOf<HTMLElement>} */
  const named = aside.querySelectorAll('.m-note[data-exact]')
  for (const note of named) markOne(text, note)
  place()
}

/**
 * @param {HTMLElement} text
 * @param {HTMLElement} note
 */
function markOne(text, note) {
  const words = readWords(text)
  const found = findPassage(words, lettersOf(words.text), note.dataset.exact ?? '', note.dataset.prefix ?? '')
  if (!found) return
  const marks = wrap(rangesOf(words, found.start, found.end), () => {
    const mark = document.createElement('mark')
    mark.dataset.passage = note.id
    return mark
  })
  if ('mine' in note.dataset) for (const mark of marks) mark.dataset.mine = ''
  if (note.id !== 'nuance') marks.at(-1)?.after(opener(note))
}

/** @param {HTMLElement} note */
function opener(note) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'm-ref'
  button.setAttribute('aria-expanded', 'false')
  button.setAttribute('aria-controls', note.id)
  const name = document.createElement('span')
  name.className = 'vh'
  name.textContent = `${margin()?.dataset.open} `
  button.append(name, String(note.querySelectorAll('.margin-comment').length || '+'))
  return button
}

/**
 * @param {Range[]} ranges
 * @param {() => HTMLElement} make
 */
export function wrap(ranges, make) {
  return ranges.map((range) => {
    const mark = make()
    range.surroundContents(mark)
    return mark
  })
}

/**
 * @param {Element | null} root
 * @param {string} selector
 */
export function unwrap(root, selector) {
  for (const mark of root?.querySelectorAll(selector) ?? []) {
    const parent = mark.parentNode
    mark.replaceWith(...mark.childNodes)
    parent?.normalize()
  }
}

/**
 * The first words of the passage of a note, in the text.
 * @param {HTMLElement} note
 */
const markOf = (note) => textOfPage()?.querySelector(`mark[data-passage="${note.id}"]`)

/** Wide: each note level with its passage, none over another. Narrow: under its paragraph once it is opened. */
export function place() {
  const aside = margin()
  if (!aside) return
  aside.classList.toggle('closed', !wide.matches && Boolean(textOfPage()?.querySelector('mark[data-passage]')))
  if (wide.matches) level(aside)
  else for (const note of notes()) note.style.marginTop = ''
}

/** @param {HTMLElement} aside */
function level(aside) {
  bringHome()
  const inOrder = notes().sort((one, two) => height(one) - height(two))
  aside.append(
    ...inOrder.filter(
      (note) => !note.contains(document.activeElement) || aside.children[inOrder.indexOf(note)] !== note,
    ),
  )
  const top = aside.getBoundingClientRect().top
  let bottom = 0
  for (const note of inOrder) {
    note.style.marginTop = '0px'
    const wanted = height(note) - top
    const gap = bottom ? 24 : 0
    const down = Number.isFinite(wanted) ? Math.max(gap, wanted - bottom) : gap
    note.style.marginTop = `${Math.round(down)}px`
    bottom += down + note.offsetHeight
  }
}

/** @param {HTMLElement} note */
const height = (note) => markOf(note)?.getBoundingClientRect().top ?? Infinity

/**
 * Puts a note under the block that holds its passage.
 * @param {HTMLElement} note
 */
export function openUnder(note) {
  const marks = textOfPage()?.querySelectorAll(`mark[data-passage="${note.id}"]`)
  const block = blockOf(marks?.[marks.length - 1])
  if (!block) return
  block.after(note)
  note.style.marginTop = ''
  note.classList.add('opened')
  expanded(note, true)
}

/** @param {Element | undefined} mark */
function blockOf(mark) {
  /** @type {Element | null | undefined} */
  let block = mark
  while (block && block.parentElement !== textOfPage()) block = block.parentElement
  return block
}

/** @param {HTMLElement} note */
export function closeNote(note) {
  note.classList.remove('opened')
  if (note.closest('.text')) margin()?.append(note)
  expanded(note, false)
}

function bringHome() {
  for (const note of textOfPage()?.querySelectorAll('.m-note') ?? []) {
    note.classList.remove('opened')
    margin()?.append(note)
  }
}

/**
 * @param {HTMLElement} note
 * @param {boolean} is
 */
function expanded(note, is) {
  textOfPage()?.querySelector(`.m-ref[aria-controls="${note.id}"]`)?.setAttribute('aria-expanded', String(is))
}

document.addEventListener('click', (event) => {
  const at = closestTo(event, 'mark[data-passage], .m-ref')
  if (!at || closestTo(event, 'a') || !getSelection()?.isCollapsed) return
  const note = document.getElementById(at.dataset.passage ?? at.getAttribute('aria-controls') ?? '')
  if (!note) return
  if (wide.matches) {
    note.focus({ preventScroll: true })
    note.scrollIntoView({ block: 'nearest' })
  } else if (note.classList.contains('opened')) closeNote(note)
  else openUnder(note)
})

wide.addEventListener('change', place)
addEventListener('resize', place)
