// The library inside the dialog: the list of its own page, whose links choose a picture and turn its pages.
export class Library {
  #asked = 0

  constructor(element, search, { url, words, choose }) {
    Object.assign(this, { element, search, url, words })
    search.addEventListener('submit', (event) => {
      event.preventDefault()
      this.show(`?${new URLSearchParams(new FormData(search))}`)
    })
    element.addEventListener('click', (event) => {
      const link = event.target.closest('a')
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      if (link.dataset.picture) choose(pictureOf(link, url))
      else this.show(new URL(link.href).search, { isTurned: true })
    })
  }

  /** Shows the pictures that an address of the library asks for. The last one asked for is shown, whichever comes last. */
  async show(query = '', { isTurned = false } = {}) {
    const mine = ++this.#asked
    this.element.setAttribute('aria-busy', 'true')
    const html = await fetch(this.url + query, { headers: { 'X-Part': 'pictures' } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : null))
      .catch(() => null)
    if (mine !== this.#asked) return
    this.element.removeAttribute('aria-busy')
    if (html === null) this.element.textContent = this.words.noLibrary
    else this.element.innerHTML = html
    if (isTurned) this.element.querySelector('a')?.focus()
  }
}

function pictureOf({ dataset }, url) {
  const { picture, src, small, alt, credit, loaded } = dataset
  return {
    src,
    small,
    alt,
    credit,
    loaded,
    isDecorative: 'decorative' in dataset,
    isMine: 'mine' in dataset,
    url: `${url}${picture}/`,
  }
}
