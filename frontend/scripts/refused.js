/** A refused form comes back with the focus on the first field that is wrong, else on what is said of the whole form, unless the
 * page says where else it belongs. */
export function goToWhatIsWrong() {
  if (document.activeElement !== document.body || document.querySelector('[autofocus]')) return
  /** @type {NodeListOf<HTMLElement>} */
  const wrong = document.querySelectorAll('main [aria-invalid="true"]')
  /** @type {NodeListOf<HTMLElement>} */
  const said = document.querySelectorAll('main .note.err[role="alert"][tabindex]')
  ;[...wrong, ...said].find((part) => part.checkVisibility())?.focus()
}
