// On paper, where each tip comes from is open. The style sheet does it where the browser knows ::details-content; this elsewhere.
export function openForPaper() {
  let opened = []
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details.from:not([open])')]
    for (const details of opened) details.open = true
  })
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false
  })
}
