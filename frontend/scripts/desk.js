// The editors' desk: one key for each decision, the next text without loading the page anew, selected words as a passage.
// Without it every link leads and every form posts.
import { closestTo } from './events.js'
import { queryOf } from './query.js'

/** @import { DecideForm, Showing } from './types.d.ts' */

const SETTING = 'desk-keys'
const FIELDS = 'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"], [type="submit"])'

const desk = () => document.getElementById('desk')
const reader = () => document.getElementById('reader')

function isOn() {
  try {
    return localStorage.getItem(SETTING) !== 'off'
  } catch {
    return true
  }
}

/* Keys */

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  /** @type {HTMLDetailsElement | null | undefined} */
  const panel = closestTo(event, 'details.choice[open]') ?? openPanel()
  if (event.key === 'Escape' && panel) return close(panel, event)
  if (!isOn() || closestTo(event, FIELDS)) return
  if (moveOnBoard(event) || chooseByFigure(event, panel)) return
  /** @type {HTMLElement | null | undefined} */
  const act = desk()?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  // In a panel nothing is decided by a key, but another panel opens in its place.
  if (!act || (!act.matches('summary') && closestTo(event, 'details.choice[open] form'))) return
  event.preventDefault()
  if (!event.repeat || 'jk[]'.includes(event.key.toLowerCase())) perform(act)
})

/** @param {HTMLElement} act */
function perform(act) {
  act.click()
  const panel = act.closest('details')
  if (!panel || !act.matches('summary')) return
  /** @type {HTMLElement | null} */
  const chosen = panel.querySelector('input[type="radio"]:checked')
  /** @type {HTMLElement | null} */
  const first = panel.querySelector('input:not([type="hidden"]), textarea')
  if (!panel.open) act.focus()
  else (chosen ?? first)?.focus()
}

/** @returns {HTMLDetailsElement | null | undefined} */
const openPanel = () => desk()?.querySelector('details.choice[open]')

/** @returns {HTMLElement[]} */
const placesOfBoard = () => Array.from(document.querySelectorAll('#desk .board .place'))

// A panel opens below the decisions: it comes into sight with its button, as far as it fits.
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target instanceof Element && target.matches('details.choice[open]'))
      target.querySelector('form')?.scrollIntoView({ block: 'nearest' })
  },
  true,
)

// No place is aimed at: whoever retains is led to the places, the free ones first.
document.addEventListener('click', (event) => {
  if (!closestTo(event, '#desk a[href="#board"]')) return
  const places = placesOfBoard()
  const first = places.find((place) => !place.matches('.on')) ?? places[0]
  if (!first) return
  event.preventDefault()
  first.scrollIntoView({ block: 'nearest' })
  first.focus()
})

/**
 * @param {HTMLDetailsElement} panel
 * @param {KeyboardEvent} event
 */
function close(panel, event) {
  event.preventDefault()
  panel.open = false
  panel.querySelector('summary')?.focus()
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLDetailsElement | null | undefined} panel
 */
function chooseByFigure(event, panel) {
  /** @type {NodeListOf<HTMLInputElement> | undefined} */
  const radios = panel?.querySelectorAll('input[type="radio"]')
  const radio = /^[1-9]$/.test(event.key) && radios?.[Number(event.key) - 1]
  if (!radio) return false
  event.preventDefault()
  radio.checked = true
  radio.focus()
  radio.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}

/** @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -5, ArrowDown: 5 }

/** @param {KeyboardEvent} event */
function moveOnBoard(event) {
  const place = closestTo(event, '.board .place')
  if (!(event.key in STEPS) || !place) return false
  const places = placesOfBoard()
  const next = places[places.indexOf(place) + STEPS[event.key]]
  event.preventDefault()
  next?.focus()
  return true
}

document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.matches('[data-desk-keys]')) return
  try {
    localStorage.setItem(SETTING, target.checked ? 'on' : 'off')
  } catch {
    /* then they are as they were at the next visit */
  }
})

/* Words selected in the text go with it when it is retained */

document.addEventListener('selectionchange', () => {
  const chosen = getSelection()
  /** @type {DecideForm | null} */
  const form = document.querySelector('form#decide')
  const field = form?.elements.passage
  const text = reader()?.querySelector('[data-selecting]')
  if (!field || !text || !chosen?.anchorNode || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode))
    return
  field.value = chosen.isCollapsed ? '' : chosen.toString().trim()
  /** @type {HTMLElement | null | undefined} */
  const note = reader()?.querySelector('[data-if-selected]')
  if (!note) return
  note.dataset.plain ??= note.textContent
  note.textContent = field.value ? `${note.dataset.plain}, ${note.dataset.ifSelected}` : note.dataset.plain
})

/* The next text in the place of this one */

document.addEventListener('click', (event) => {
  /** @type {HTMLAnchorElement | null} */
  const link = closestTo(event, '#desk a[href]')
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (
    link.pathname !== location.pathname ||
    link.origin !== location.origin ||
    link.getAttribute('href')?.startsWith('#')
  )
    return
  event.preventDefault()
  show(
    fetch(link.href),
    () => {
      location.href = link.href
    },
    { at: link.matches('.board a, [data-key="["], [data-key="]"]') ? '.place.aim' : '' },
  )
})

document.addEventListener('submit', (event) => {
  const form = event.target
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches('form[data-desk]')) return
  event.preventDefault()
  const body = queryOf(form, event.submitter)
  show(fetch(form.action, { method: 'POST', body }), () => sendAsUsual(form, event.submitter), { form })
})

addEventListener('popstate', () => show(fetch(location.href), () => location.reload(), { isBack: true }))

/** @returns {HTMLDetailsElement | null} */
const listOfKeys = () => document.querySelector('#desk-keys')

/**
 * @param {Promise<Response>} asked
 * @param {() => void} otherwise
 * @param {Showing} [showing]
 */
async function show(asked, otherwise, { at = '', form = null, isBack = false } = {}) {
  const answer = await asked.catch(() => null)
  const page = answer && new DOMParser().parseFromString(await answer.text(), 'text/html')
  const next = page?.getElementById('desk')
  if (!answer || !page || !next) return otherwise()
  const keysAreOpen = Boolean(listOfKeys()?.open)
  desk()?.replaceWith(next)
  document.title = page.title
  const list = listOfKeys()
  if (list) list.open = keysAreOpen
  if (answer.redirected || !form) if (!isBack) history.pushState(null, '', answer.url)
  begin()
  const panel = form && !answer.redirected ? openPanel() : null
  /** @type {HTMLElement | null} */
  const focused =
    panel?.querySelector('[aria-invalid="true"], input:not([type="hidden"])') ||
    (at && next.querySelector(at)) ||
    document.getElementById('rd')
  focused?.focus({ preventScroll: Boolean(at) })
  if (!at && !panel) scrollTo(0, 0)
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function sendAsUsual(form, submitter) {
  if (submitter instanceof HTMLButtonElement && submitter.name)
    form.append(
      Object.assign(document.createElement('input'), { type: 'hidden', name: submitter.name, value: submitter.value }),
    )
  form.submit()
}

function begin() {
  /** @type {HTMLInputElement | null} */
  const box = document.querySelector('[data-desk-keys]')
  if (box) box.checked = isOn()
}

begin()
