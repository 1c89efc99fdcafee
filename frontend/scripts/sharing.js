// <button data-copy="address">, <button data-share="address" data-title hidden>, and beside them a role="status" with what to say.
export function offerSharing() {
  /** @type {NodeListOf<HTMLElement>} */
  const copying = document.querySelectorAll('[data-copy]')
  for (const button of copying) button.addEventListener('click', () => copy(button))
  if (!navigator.share) return
  /** @type {NodeListOf<HTMLElement>} */
  const sharing = document.querySelectorAll('[data-share]')
  for (const button of sharing) {
    button.hidden = false
    button.addEventListener('click', () =>
      navigator.share({ url: button.dataset.share, title: button.dataset.title }).catch(() => {}),
    )
  }
}

/** @param {HTMLElement} button */
async function copy(button) {
  const status = /** @type {HTMLElement} */ (button.parentElement?.querySelector('[role=status]'))
  try {
    await navigator.clipboard.writeText(button.dataset.copy ?? '')
    status.textContent = status.dataset.copied ?? ''
  } catch {
    status.textContent = status.dataset.refused ?? ''
  }
}
