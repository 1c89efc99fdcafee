// The published guide reads without this: it marks where one is, remembers how one likes to read, keeps the guide for when there
// is no network, and opens what paper must show.
import './channel.js'
import { followContents } from './contents.js'
import './menu.js'
import { registerWorker } from './offline/register.js'
import { openForPaper } from './paper.js'
import { offerChoices, recallChoices } from './reading.js'
import { whenReady } from './ready.js'
import { reachWhatScrolls } from './scrolling.js'
import { offerSharing } from './sharing.js'

const { worker } = document.currentScript?.dataset ?? {}

document.documentElement.dataset.js = ''
recallChoices()
whenReady(() => {
  followContents()
  reachWhatScrolls()
  offerChoices()
  offerSharing()
  openForPaper()
})
addEventListener('load', () => registerWorker(worker), { once: true })
