// How one likes to read, kept on this device alone: the scheme (<button data-choose="scheme" value="dark">, an empty value being
// what the device says) and the size of the text (<button data-step="1">, "-1" smaller, "0" as the page comes).
const root = document.documentElement
const SIZES = ['small', '', 'large', 'larger']
const NORMAL = SIZES.indexOf('')
const CHOICES = { size: SIZES, scheme: ['', 'light', 'dark'] }

export function recallChoices() {
  for (const name of Object.keys(CHOICES)) set(name, kept(name))
}

export function offerChoices() {
  show()
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button[data-choose], button[data-step]')
    if (!button) return
    const { choose, step } = button.dataset
    if (choose) pick(choose, button.value)
    else resize(Number(step))
  })
}

function pick(name, value) {
  set(name, value)
  keep(name, value)
  show()
}

function resize(step) {
  const wanted = step ? place() + step : NORMAL
  pick('size', SIZES[Math.min(Math.max(wanted, 0), SIZES.length - 1)])
  for (const status of document.querySelectorAll('[data-sizes]'))
    status.textContent = status.dataset.sizes.split('|')[place()]
}

const place = () => SIZES.indexOf(root.dataset.size ?? '')

function show() {
  for (const button of document.querySelectorAll('button[data-choose]')) {
    button.setAttribute('aria-pressed', String((root.dataset[button.dataset.choose] ?? '') === button.value))
  }
  for (const button of document.querySelectorAll('button[data-step]')) {
    const end = { [-1]: 0, 1: SIZES.length - 1 }[button.dataset.step] ?? NORMAL
    // It stays where the keyboard is: a button that is disabled would lose it.
    button.setAttribute('aria-disabled', String(place() === end))
  }
}

function set(name, value) {
  if (value && CHOICES[name]?.includes(value)) root.dataset[name] = value
  else delete root.dataset[name]
}

// A browser may refuse to keep anything: then the choice lasts as long as the page.
function kept(name) {
  try {
    return localStorage.getItem(`reading-${name}`) ?? ''
  } catch {
    return ''
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(`reading-${name}`, value)
  } catch {
    // Nothing to do: see above.
  }
}
