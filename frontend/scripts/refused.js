/** A refused form comes back with the focus on the first field that is wrong, unless the page says where else it belongs. */
export function goToWhatIsWrong() {
  if (document.activeElement !== document.body || document.querySelector('[autofocus]')) return
  /** @type {NodeListOf<HTMLElement>} */
  const wrong = document.querySelectorAll('main [aria-invalid="true"]')
  Array.from(wrong)
    .find((field) => field.checkVisibility())
    ?.focus()
}
