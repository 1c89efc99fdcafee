// The editors' desk: one key for each decision, the next text without loading the page anew, selected words as a passage.
// Without it every link leads and every form posts.
const KEPT = 'desk-keys'
const FIELDS = 'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"], [type="submit"])'

const desk = () => document.getElementById('desk')
const reader = () => document.getElementById('reader')

function isOn() {
  try {
    return localStorage.getItem(KEPT) !== 'off'
  } catch {
    return true
  }
}

/* Keys */

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const panel = event.target.closest?.('details.choice[open]')
  if (event.key === 'Escape' && (panel ?? openPanel())) return close(panel ?? openPanel(), event)
  if (!isOn() || event.target.closest?.(FIELDS)) return
  if (moveOnBoard(event) || chooseByFigure(event, panel ?? openPanel())) return
  const act = desk()?.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  // In a panel nothing is decided by a key, but another panel opens in its place.
  if (!act || (!act.matches('summary') && panel?.querySelector('form')?.contains(event.target))) return
  event.preventDefault()
  if (!event.repeat || 'jk[]'.includes(event.key.toLowerCase())) perform(act)
})

function perform(act) {
  act.click()
  const panel = act.closest('details')
  if (act.matches('summary') && !panel.open) act.focus()
  if (act.matches('summary') && panel.open)
    (
      panel.querySelector('input[type="radio"]:checked') ?? panel.querySelector('input:not([type="hidden"]), textarea')
    )?.focus()
}

const openPanel = () => desk()?.querySelector('details.choice[open]')

// A panel opens below the decisions: it comes into sight with its button, as far as it fits.
document.addEventListener(
  'toggle',
  ({ target }) => {
    if (target.matches?.('details.choice[open]')) target.querySelector('form')?.scrollIntoView({ block: 'nearest' })
  },
  true,
)

// No place is aimed at: whoever retains is led to the places, the free ones first.
document.addEventListener('click', (event) => {
  if (!event.target.closest?.('#desk a[href="#board"]')) return
  const places = [...desk().querySelectorAll('.board .place')]
  const first = places.find((place) => !place.matches('.on')) ?? places[0]
  if (!first) return
  event.preventDefault()
  first.scrollIntoView({ block: 'nearest' })
  first.focus()
})

function close(panel, event) {
  event.preventDefault()
  panel.open = false
  panel.querySelector('summary').focus()
}

function chooseByFigure(event, panel) {
  const radio = /^[1-9]$/.test(event.key) && panel?.querySelectorAll('input[type="radio"]')[Number(event.key) - 1]
  if (!radio) return false
  event.preventDefault()
  radio.checked = true
  radio.focus()
  radio.dispatchEvent(new Event('input', { bubbles: true }))
  return true
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -5, ArrowDown: 5 }

function moveOnBoard(event) {
  if (!(event.key in STEPS) || !event.target.matches('.board .place')) return false
  const places = [...desk().querySelectorAll('.board .place')]
  const next = places[places.indexOf(event.target) + STEPS[event.key]]
  event.preventDefault()
  next?.focus()
  return true
}

document.addEventListener('change', ({ target }) => {
  if (!target.matches('[data-desk-keys]')) return
  try {
    localStorage.setItem(KEPT, target.checked ? 'on' : 'off')
  } catch {
    /* then they are as they were at the next visit */
  }
})

/* Words selected in the text go with it when it is retained */

document.addEventListener('selectionchange', () => {
  const chosen = getSelection(),
    field = document.forms.decide?.elements.passage
  const text = reader()?.querySelector('[data-selecting]')
  if (!field || !text || !chosen.anchorNode || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode))
    return
  field.value = chosen.isCollapsed ? '' : chosen.toString().trim()
  const note = reader().querySelector('[data-if-selected]')
  if (!note) return
  note.dataset.plain ??= note.textContent
  note.textContent = field.value ? `${note.dataset.plain}, ${note.dataset.ifSelected}` : note.dataset.plain
})

/* The next text in the place of this one */

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('#desk a[href]')
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (
    link.pathname !== location.pathname ||
    link.origin !== location.origin ||
    link.getAttribute('href').startsWith('#')
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
  if (event.defaultPrevented || !form.matches('form[data-desk]')) return
  event.preventDefault()
  const body = new URLSearchParams(new FormData(form, event.submitter))
  show(fetch(form.action, { method: 'POST', body }), () => sendAsUsual(form, event.submitter), { form })
})

addEventListener('popstate', () => show(fetch(location.href), () => location.reload(), { isBack: true }))

async function show(asked, otherwise, { at = '', form = null, isBack = false } = {}) {
  const answer = await asked.catch(() => null)
  const page = answer && new DOMParser().parseFromString(await answer.text(), 'text/html')
  const next = page?.getElementById('desk')
  if (!next) return otherwise()
  const keysAreOpen = document.getElementById('desk-keys')?.open
  desk().replaceWith(next)
  document.title = page.title
  document.getElementById('desk-keys').open = Boolean(keysAreOpen)
  if (answer.redirected || !form) if (!isBack) history.pushState(null, '', answer.url)
  begin()
  const panel = form && !answer.redirected ? openPanel() : null
  const focused =
    panel?.querySelector('[aria-invalid="true"], input:not([type="hidden"])') ||
    (at && next.querySelector(at)) ||
    document.getElementById('rd')
  focused?.focus({ preventScroll: Boolean(at) })
  if (!at && !panel) scrollTo(0, 0)
}

function sendAsUsual(form, submitter) {
  if (submitter?.name)
    form.append(
      Object.assign(document.createElement('input'), { type: 'hidden', name: submitter.name, value: submitter.value }),
    )
  form.submit()
}

function begin() {
  const box = document.querySelector('[data-desk-keys]')
  if (box) box.checked = isOn()
}

begin()
