// How one likes to read, stored on this device alone: the scheme (<button data-choose="scheme" value="dark">, an empty value being
// what the device says) and the size of the text (<button data-step="1">, "-1" smaller, "0" as the page comes).
import { closestTo } from './events.js'

const root = document.documentElement
const SIZES = ['small', '', 'large', 'larger']
const NORMAL = SIZES.indexOf('')
/** @type {Record<string, string[]>} */
const CHOICES = { size: SIZES, scheme: ['', 'light', 'dark'] }

export function recallChoices() {
  for (const name of Object.keys(CHOICES)) set(name, stored(name))
}

export function offerChoices() {
  show()
  document.addEventListener('click', (event) => {
    /** @type {HTMLButtonElement | null} */
    const button = closestTo(event, 'button[data-choose], button[data-step]')
    if (!button) return
    const { choose, step } = button.dataset
    if (choose) pick(choose, button.value)
    else resize(Number(step))
  })
}

/**
 * @param {string} name
 * @param {string} value
 */
function pick(name, value) {
  set(name, value)
  store(name, value)
  show()
}

/** @param {number} step */
function resize(step) {
  const wanted = step ? place() + step : NORMAL
  pick('size', SIZES[Math.min(Math.max(wanted, 0), SIZES.length - 1)])
  /** @type {NodeListOf<HTMLElement>} */
  const all = document.querySelectorAll('[data-sizes]')
  for (const status of all) status.textContent = (status.dataset.sizes ?? '').split('|')[place()]
}

const place = () => SIZES.indexOf(root.dataset.size ?? '')

function show() {
  /** @type {NodeListOf<HTMLButtonElement>} */
  const choices = document.querySelectorAll('button[data-choose]')
  for (const button of choices) {
    const { choose = '' } = button.dataset
    button.setAttribute('aria-pressed', String((root.dataset[choose] ?? '') === button.value))
  }
  /** @type {NodeListOf<HTMLButtonElement>} */
  const steps = document.querySelectorAll('button[data-step]')
  /** @type {Record<string, number>} */
  const ends = { '-1': 0, 0: NORMAL, 1: SIZES.length - 1 }
  for (const button of steps) {
    const end = ends[button.dataset.step ?? 0]
    // It stays where the keyboard is: a button that is disabled would lose it.
    button.setAttribute('aria-disabled', String(place() === end))
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function set(name, value) {
  if (value && CHOICES[name]?.includes(value)) root.dataset[name] = value
  else delete root.dataset[name]
}

// A browser may refuse to store anything: then the choice lasts as long as the page.
/** @param {string} name */
function stored(name) {
  try {
    return localStorage.getItem(`reading-${name}`) ?? ''
  } catch {
    return ''
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function store(name, value) {
  try {
    localStorage.setItem(`reading-${name}`, value)
  } catch {
    // Nothing to do: see above.
  }
}
