// The search box: what it does besides sending its form is fetched when somebody goes there. The key / leads to it.
const KEY = 'slash'

function isTold(event) {
  if (
    event.key !== '/' ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.target.closest?.('input, textarea, select, [contenteditable]')
  )
    return false
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}

document.addEventListener('focusin', ({ target }) => {
  const place = target.closest?.('[data-find]')
  if (place)
    import(place.dataset.find).then(
      ({ attend }) => attend(place),
      () => {},
    )
})
document.addEventListener('keydown', (event) => {
  const box = isTold(event) && [...document.querySelectorAll('[data-find] input')].find((one) => one.checkVisibility())
  if (!box) return
  event.preventDefault()
  box.select()
})
