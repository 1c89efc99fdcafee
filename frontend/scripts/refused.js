/** A refused form comes back with the focus on the first field that is wrong, else on what is said of the whole form, unless the
 * page says where else it belongs. */
export function goToWhatIsWrong() {
  if (document.activeElement !== document.body || document.querySelector('[autofocus]')) return
  for (const one of ['[aria-invalid="true"]', '.err[tabindex]']) {
    /** @type {NodeListOf<HTMLElement>} */
    const wrong = document.querySelectorAll(`main ${one}`)
    for (const part of wrong) if (part.checkVisibility()) return part.focus()
  }
}
