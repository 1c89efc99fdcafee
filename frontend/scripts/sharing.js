// <button data-copy="address">, <button data-share="address" data-title hidden>, and beside them a role="status" with what to say.
export function offerSharing() {
  for (const button of document.querySelectorAll('[data-copy]')) button.addEventListener('click', () => copy(button))
  if (!navigator.share) return
  for (const button of document.querySelectorAll('[data-share]')) {
    button.hidden = false
    button.addEventListener('click', () =>
      navigator.share({ url: button.dataset.share, title: button.dataset.title }).catch(() => {}),
    )
  }
}

async function copy(button) {
  const status = button.parentElement.querySelector('[role=status]')
  try {
    await navigator.clipboard.writeText(button.dataset.copy)
    status.textContent = status.dataset.copied
  } catch {
    status.textContent = status.dataset.refused
  }
}
