// On paper, where each tip comes from is open. The style sheet does it where the browser knows ::details-content; this elsewhere.
export function openForPaper() {
  /** @type {HTMLDetailsElement[]} */
  let opened = []
  addEventListener('beforeprint', () => {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const closed = document.querySelectorAll('details.from:not([open])')
    opened = [...closed]
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })
}
