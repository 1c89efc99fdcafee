// The words of a box in which nobody is are shown as readers see them, in its place: the marks of Markdown would stand between
// them. The box stays as it is: it is what is sent, and it takes the click. Where its words are no longer those that are shown,
// it is shown itself.

/** @type {WeakMap<HTMLTextAreaElement, string>} */
const shownOf = new WeakMap()

/**
 * @param {Element | null} paragraph
 * @param {HTMLElement} shown The words as read of what is `text` in its box.
 * @param {string} [text]
 */
export function showAsRead(paragraph, shown, text) {
  const box = paragraph?.querySelector('textarea')
  if (!box) return
  for (const before of box.parentElement?.querySelectorAll(':scope > [data-shown]') ?? []) before.remove()
  box.before(shown)
  shownOf.set(box, text ?? box.defaultValue)
  compare(box)
}

/** @param {HTMLTextAreaElement} box */
function compare(box) {
  const shown = /** @type {HTMLElement | null} */ (box.parentElement?.querySelector(':scope > [data-shown]'))
  if (!shown) return
  const words = box.richEditor?.markdown() ?? box.value
  put(box, shown, Boolean(words.trim()) && shownOf.get(box) === words)
}

/**
 * @param {HTMLTextAreaElement} box
 * @param {HTMLElement} shown
 * @param {boolean} isShown
 */
function put(box, shown, isShown) {
  shown.hidden = !isShown
  box.closest('.field')?.classList.toggle('is-shown', isShown)
}

/** @param {Event} event */
const boxOf = ({ target }) =>
  target instanceof Element ? (target.closest('.paragraph')?.querySelector('textarea') ?? null) : null

for (const shown of document.querySelectorAll('.target > [data-shown]'))
  showAsRead(shown.closest('.paragraph'), /** @type {HTMLElement} */ (shown))
for (const name of ['text:replaced', 'focusout'])
  document.addEventListener(
    name,
    (event) => {
      const box = boxOf(event)
      if (box) compare(box)
    },
    true,
  )
// While somebody types, nothing is compared: that is done when she leaves.
document.addEventListener('input', (event) => {
  const box = boxOf(event)
  const shown = /** @type {HTMLElement | null | undefined} */ (
    box?.parentElement?.querySelector(':scope > [data-shown]')
  )
  if (box && shown && !shown.hidden) put(box, shown, false)
})
