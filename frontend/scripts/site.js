// Enhances the pages of the wiki and of the desk. Every page works without it: links lead, forms post.
import './busy.js'
import './fetched.js'
import './finding.js'
import './autosave/index.js'
import './live.js'
import './menu.js'
import './submit-once.js'
import './said.js'
import './starters.js'
import './unfold.js'
import './unsaved.js'
import { followContents } from './contents.js'
import { whenReady } from './ready.js'
import { goToWhatIsWrong } from './refused.js'
import { reachWhatScrolls } from './scrolling.js'

document.documentElement.dataset.js = ''
whenReady(() => {
  followContents()
  reachWhatScrolls()
  goToWhatIsWrong()
})
