// What few people need comes when it is asked for: [data-import] names the script that does what its press says,
// form[data-mentions] the one that completes names behind an @,
// input[data-person] the one that completes a name.
import { closestTo } from './events.js'

let chosen = '' // the words that were selected, until a menu was opened over them
document.addEventListener('pointerdown', (event) => {
  if (!closestTo(event, '.drop a')) chosen = String(getSelection())
})

document.addEventListener('click', (event) => {
  const opener = /** @type {HTMLAnchorElement | null} */ (closestTo(event, '[data-import]'))
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  import(opener.dataset.import ?? '').then(
    ({ act }) => act(opener, chosen),
    () => opener.href && location.assign(opener.href),
  )
})

document.addEventListener('input', ({ target }) => {
  const script = target instanceof HTMLTextAreaElement && target.form?.dataset.mentions
  if (script && target.value.includes('@'))
    import(script).then(
      ({ complete }) => complete(target),
      () => {},
    )
})

document.addEventListener('focusin', ({ target }) => {
  const script = target instanceof HTMLInputElement && target.dataset.person
  if (script)
    import(script).then(
      ({ attend }) => attend(target),
      () => {},
    )
})
