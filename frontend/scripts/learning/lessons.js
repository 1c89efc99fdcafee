// From lesson to lesson, without the help of a learning system: one section is shown, and the address says which.

/** The sections of the page, in their order; the last one is the result. */
const sections = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll('main > section')])

/** @param {(lesson: number) => void} onChange */
export function followAddress(onChange) {
  addEventListener('hashchange', () => {
    const target = shown()
    onChange(current())
    focusOn(target)
  })
}

/** The number of the section that is shown, from 0. */
export const current = () =>
  Math.max(
    0,
    sections().findIndex((section) => !section.hidden),
  )

/** Shows the section of the address; another one where there is none. @param {number} [otherwise] */
export function shown(otherwise = 0) {
  const all = sections()
  const target = location.hash ? document.getElementById(location.hash.slice(1)) : null
  const section = target?.closest('section[data-lesson]')
  const place = section instanceof HTMLElement ? all.indexOf(section) : otherwise
  all.forEach((one, number) => {
    one.hidden = number !== place
  })
  for (const link of document.querySelectorAll('.package-lessons a')) {
    if (link.getAttribute('href') === `#${all[place].id}`) link.setAttribute('aria-current', 'step')
    else link.removeAttribute('aria-current')
  }
  return target && target !== section ? target : all[place]
}

/** @param {HTMLElement} target */
export function focusOn(target) {
  const heading = target.matches('h2, h3') ? target : target.querySelector('h2, h3')
  if (heading instanceof HTMLElement) {
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  }
  target.scrollIntoView({ block: 'start' })
}
