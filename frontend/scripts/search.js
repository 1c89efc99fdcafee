// What is offered under the search box as one types: a list to choose from with the arrows (an ARIA combobox). Without it,
// or where it does not come, the form finds as well. On the search's own page it also switches the key / off and on.
/** @import { Finder } from './types.d.ts' */

const REST = 160
const KEY = 'slash'

/**
 * Takes care of the box in `place`; a second time does nothing.
 * @param {HTMLElement} place
 */
export function attend(place) {
  const box = place.querySelector('input')
  if (!box || 'attended' in place.dataset) return
  place.dataset.attended = ''
  addStyles(place.dataset.styles ?? '')
  const list = made('div', {
    role: 'listbox',
    id: `${box.id}-found`,
    className: 'found-list',
    hidden: true,
    ariaLabel: label(box),
  })
  const status = made('span', { role: 'status', className: 'vh' })
  place.append(list, status)
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  }))
    box.setAttribute(name, value)
  const finder = { place, box, list, status, asked: box.value, timer: 0, request: null }
  listen(finder)
  if (box.value !== box.defaultValue && document.activeElement === box) offer(finder) // typed while the script came
}

/** @param {Finder} finder */
function listen(finder) {
  const { place, box, list } = finder
  box.addEventListener('input', () => {
    clearTimeout(finder.timer)
    finder.timer = setTimeout(() => offer(finder), REST)
  })
  box.addEventListener('keydown', (event) => press(finder, event))
  box.addEventListener('focus', () => list.childElementCount && box.value === finder.asked && show(finder))
  place.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && place.contains(relatedTarget))) close(finder)
  })
  list.addEventListener('mousedown', (event) => event.preventDefault()) // the box keeps the focus
}

/** @param {Finder} finder */
async function offer(finder) {
  const { box, place, list, status } = finder
  finder.request?.abort()
  finder.asked = box.value
  if (!box.value.trim()) return forget(finder)
  finder.request = new AbortController()
  const address = `${place.dataset.suggestions}?q=${encodeURIComponent(box.value)}`
  const answer = await fetch(address, { signal: finder.request.signal, redirect: 'error' }).catch(() => null)
  const html = answer?.ok ? await answer.text().catch(() => '') : ''
  if (box.value !== finder.asked) return undefined
  list.innerHTML = html
  choose(finder, null)
  /** @type {HTMLTemplateElement | null} */
  const told = list.querySelector('template[data-said]')
  status.textContent = told?.content.textContent ?? ''
  told?.remove()
  return document.activeElement === box && list.childElementCount ? show(finder) : close(finder)
}

/** @type {Record<string, (finder: Finder) => boolean>} what the keys do; whether they did it */
const ACTS = {
  ArrowDown: (finder) => step(finder, 1),
  ArrowUp: (finder) => step(finder, -1),
  Escape: (finder) => {
    if (finder.list.hidden) return false
    close(finder)
    return true
  },
  Enter: (finder) => {
    const option = current(finder)
    option?.click()
    return Boolean(option)
  },
}

/**
 * @param {Finder} finder
 * @param {KeyboardEvent} event
 */
function press(finder, event) {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  if (ACTS[event.key]?.(finder)) event.preventDefault()
}

/**
 * @param {Finder} finder
 * @param {number} by
 */
function step(finder, by) {
  const options = [...finder.list.children]
  if (!options.length) return false
  show(finder)
  // Between the last option and the first stands the box itself, with what was typed.
  const chosen = current(finder)
  const at = (chosen ? options.indexOf(chosen) : -1) + 1 + by
  choose(finder, options[((at + options.length + 1) % (options.length + 1)) - 1] ?? null)
  return true
}

/**
 * @param {Finder} finder
 * @returns {HTMLElement | null}
 */
function current(finder) {
  return finder.list.hidden ? null : finder.list.querySelector('[aria-selected="true"]')
}

/**
 * @param {Finder} finder
 * @param {Element | null} option
 */
function choose({ box, list }, option) {
  for (const one of list.children) one.setAttribute('aria-selected', String(one === option))
  if (option) box.setAttribute('aria-activedescendant', option.id)
  else box.removeAttribute('aria-activedescendant')
  option?.scrollIntoView({ block: 'nearest' })
}

/** @param {Finder} finder */
function show({ box, list }) {
  list.hidden = false
  box.setAttribute('aria-expanded', 'true')
}

/** @param {Finder} finder */
function close(finder) {
  finder.list.hidden = true
  finder.box.setAttribute('aria-expanded', 'false')
  choose(finder, null)
}

/** @param {Finder} finder */
function forget(finder) {
  finder.list.replaceChildren()
  finder.status.textContent = ''
  close(finder)
}

/** @param {HTMLInputElement} box */
function label(box) {
  return box.labels?.[0]?.textContent.trim() ?? ''
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} values
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function made(tag, values) {
  return Object.assign(document.createElement(tag), values)
}

/** @param {string} address */
function addStyles(address) {
  if ([...document.styleSheets].some((sheet) => sheet.href && new URL(sheet.href).pathname === address)) return
  document.head.append(made('link', { rel: 'stylesheet', href: address }))
}

/** @param {HTMLElement} line */
function offerSwitch(line) {
  /** @type {NodeListOf<HTMLElement>} */
  const on = line.querySelectorAll('[data-on]')
  /** @type {NodeListOf<HTMLElement>} */
  const off = line.querySelectorAll('[data-off]')
  const tell = () => {
    const isOff = read() === 'off'
    for (const words of on) words.hidden = isOff
    for (const words of off) words.hidden = !isOff
  }
  line.querySelector('button')?.addEventListener('click', () => {
    localStorage.setItem(KEY, read() === 'off' ? 'on' : 'off')
    tell()
  })
  tell()
  line.hidden = false
}

function read() {
  return localStorage.getItem(KEY)
}

try {
  read()
  /** @type {NodeListOf<HTMLElement>} */
  const lines = document.querySelectorAll('[data-slash]')
  lines.forEach(offerSwitch)
} catch {} // where nothing can be remembered, nothing is offered
