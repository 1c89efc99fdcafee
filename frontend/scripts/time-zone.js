// Proposes the time zone of the browser, where a form asks for one and nobody has chosen any.
import { whenReady } from './ready.js'

whenReady(() => {
  const field = document.querySelector('select[data-time-zone]')
  if (!(field instanceof HTMLSelectElement) || field.value) return
  const said = Intl.DateTimeFormat().resolvedOptions().timeZone
  field.value = said
  if (field.selectedIndex < 0) field.value = JSON.parse(field.dataset.timeZone ?? '{}')[said] ?? '' // Asia/Calcutta
})
