// The published guide reads without this: it only marks where one is, and remembers how one likes to read.
import { followContents } from './contents.js'
import './menu.js'
import { offerChoices, recallChoices } from './reading.js'
import { whenReady } from './ready.js'

document.documentElement.dataset.js = ''
recallChoices()
whenReady(() => {
  followContents()
  offerChoices()
})
