// <div class="reading" hidden> with <button type="button" data-choose="size" value="large" aria-pressed="false">, or
// data-choose="scheme" value="dark": kept on this device alone, empty values being what the page comes with.
const root = document.documentElement
const CHOICES = { size: ['', 'large', 'larger'], scheme: ['', 'light', 'dark'] }

export function recallChoices() {
  for (const name of Object.keys(CHOICES)) set(name, kept(name))
}

export function offerChoices() {
  for (const panel of document.querySelectorAll('.reading[hidden]')) panel.hidden = false
  show()
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('button[data-choose]')
    if (!button) return
    set(button.dataset.choose, button.value)
    keep(button.dataset.choose, button.value)
    show()
  })
}

function show() {
  for (const button of document.querySelectorAll('button[data-choose]')) {
    button.setAttribute('aria-pressed', String((root.dataset[button.dataset.choose] ?? '') === button.value))
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
