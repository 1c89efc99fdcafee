// "Quote": the words that were selected in what somebody said, or all of them, go into the box below the thread. The
// server knows whether they are in it.
/**
 * @param {HTMLAnchorElement} link
 * @param {string} chosen
 */
export async function act(link, chosen) {
  const address = new URL(link.href)
  const said = link.closest('.comment')
  const words = (chosen || String(getSelection())).trim()
  if (words) address.searchParams.set('words', words.slice(0, 1000))
  const response = await fetch(address, { headers: { 'HX-Request': 'true' } }).catch(() => null)
  const fragment = new DOMParser().parseFromString(response?.ok ? await response.text() : '', 'text/html')
  /** @type {HTMLFormElement | null} */
  const form = fragment.querySelector('form.box')
  const thread = said?.closest('.comment:not(.reply)')
  if (!form || !thread) return location.assign(link.href)
  link.closest('details.drop')?.removeAttribute('open')
  const box = put(
    form,
    /** @type {HTMLFormElement | null} */ (document.getElementById(form.id)),
    thread.querySelector(`#place-${form.id.split('-')[1]}`),
  )
  if (box.richEditor) return box.richEditor.focus()
  box.focus()
  box.setSelectionRange(box.value.length, box.value.length)
}

/**
 * The text area that holds the quotation: of the box that is open already, behind what was typed into it; else of a new one.
 * @param {HTMLFormElement} fresh
 * @param {HTMLFormElement | null} open
 * @param {Element | null} place
 * @returns {HTMLTextAreaElement}
 */
function put(fresh, open, place) {
  if (!open) {
    place?.replaceChildren(fresh)
    window.htmx?.process(fresh)
    return /** @type {HTMLTextAreaElement} */ (fresh.querySelector('textarea'))
  }
  const box = /** @type {HTMLTextAreaElement} */ (open.elements.namedItem('body'))
  const before = (box.richEditor?.markdown() ?? box.value).trimEnd()
  const text = (before ? `${before}\n\n` : '') + (fresh.querySelector('textarea')?.dataset.quotation ?? '')
  if (box.richEditor) box.richEditor.replace(text)
  else {
    box.value = text
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }
  return box
}
