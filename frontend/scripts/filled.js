// On a refused form: what says that something is missing goes once it is there.

document.addEventListener('input', ({ target }) => {
  if (!isField(target)) return
  const isThere = target.type === 'checkbox' || target.type === 'radio' || Boolean(target.value.trim())
  for (const message of messagesOf(target)) {
    message.hidden = isThere
    target.classList.toggle('bad', !isThere)
    if (isThere) target.removeAttribute('aria-invalid')
    else target.setAttribute('aria-invalid', 'true')
  }
})

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement}
 */
function isField(target) {
  return target instanceof HTMLElement && target.matches('input, textarea, select')
}

/** @param {HTMLElement} field */
function messagesOf(field) {
  const names = [field, field.closest('fieldset')].map((part) => part?.getAttribute('aria-describedby') ?? '')
  const found = names.join(' ').split(' ')
  return found.map((name) => document.getElementById(name)).filter((part) => part?.matches('[data-missing]'))
}
