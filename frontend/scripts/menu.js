// The menus are <details>: they also close on Escape, and when one clicks or moves elsewhere, and stay in the window.
/** @returns {NodeListOf<HTMLDetailsElement>} */
const openMenus = () => document.querySelectorAll('details:is(.menu, .drop)[open]')

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of openMenus()) {
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
})

for (const moved of ['click', 'focusin']) {
  document.addEventListener(moved, (event) => {
    for (const menu of openMenus()) if (!menu.contains(/** @type {Node | null} */ (event.target))) menu.open = false
  })
}

// One that would leave the window ends where its button does.
document.addEventListener(
  'toggle',
  ({ target }) => {
    const box = target instanceof HTMLDetailsElement && target.matches('.drop[open]') && target.lastElementChild
    if (box && box.getBoundingClientRect().right > document.documentElement.clientWidth) target.classList.add('ends')
  },
  true,
)
