// <input list="titles" data-titles="/wiki-titles/">: the titles that answer what is typed stand in its list.
const field = document.querySelector('input[data-titles]')
const list = field && document.getElementById(field.getAttribute('list'))
let timer = 0
let last = null

field?.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(complete, 200)
})

async function complete() {
  const question = field.value.trim()
  if (!question || question === last) return
  last = question
  const response = await fetch(`${field.dataset.titles}?q=${encodeURIComponent(question)}`).catch(() => null)
  if (!response?.ok || question !== field.value.trim()) return
  const { titles } = await response.json()
  list.replaceChildren(...titles.map(({ title }) => new Option('', title)))
}
