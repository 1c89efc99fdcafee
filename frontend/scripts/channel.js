// Whoever came by a channel's short address (?c=lille) takes its code along to what is downloaded and to the other pages of the
// guide, so that they count for it. Nothing is stored: the code stands in the addresses alone.
import { whenReady } from './ready.js'

const code = new URLSearchParams(location.search).get('c') ?? ''

whenReady(() => {
  if (!/^[a-z0-9-]{2,24}$/.test(code)) return
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('a[href]:not([href^="#"])')
  )) {
    const address = new URL(link.href, location.href)
    if (address.origin !== location.origin || !address.pathname.startsWith('/guide/') || address.searchParams.has('c'))
      continue
    address.searchParams.set('c', code)
    link.href = address.href
  }
})
